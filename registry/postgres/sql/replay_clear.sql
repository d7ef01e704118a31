-- Empties the staging tables for another pass of the same transaction.
truncate staging, place, plan, ladder, looked
