-- Sites that their register had and the file has not.
create temp table gone (
    site_id    bigint not null,
    ref        text not null,
    source_key text not null,
    name       text not null,
    lifecycle  text not null,
    head_seq   bigint not null,
    source_digest bytea,
    edited     boolean not null
) on commit drop
