-- Empties the staging tables for the next edits of the same transaction.
truncate staging, finding, place, plan, ladder, edit, looked
