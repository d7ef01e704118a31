-- Rows whose sites staff, or another register, have changed since the source was
-- taken over last.
create temp table merging (
    row_no  bigint not null,
    site_id bigint not null,
    site_source bigint not null
) on commit drop
