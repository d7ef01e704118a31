-- Rows that are left out by choice of the caller.
create temp table skipped (row_no bigint not null) on commit drop
