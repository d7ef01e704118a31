-- The territory of each row: the one that the source names, where it is known,
-- else the smallest one that contains it.
create temp table place (
    row_no       bigint not null,
    territory_id bigint not null,
    named        boolean not null
) on commit drop
