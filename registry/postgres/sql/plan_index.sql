-- Rows are read again in parts, in their order.
create unique index on plan (row_no)
