-- The ladders of the territories that rows are in, and the prefixes of
-- references there.
create temp table ladder (
    territory_id bigint not null,
    code         text not null,
    codes        text[] not null,
    ref_prefix   text
) on commit drop
