-- The rows that are compared with the other sites, the site that each of them
-- is, if it is one already, and which of its records, in a check of the stock.
create temp table looked (
    row_no   bigint not null,
    site_id  bigint,
    standing text
) on commit drop
