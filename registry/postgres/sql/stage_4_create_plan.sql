-- What is going to be done with each accepted row. place counts the rows that
-- are written, from 1: their order in the ledger.
create temp table plan (
    row_no           bigint not null,
    action           text not null,
    place            bigint,
    site_id          bigint not null,
    ref              text not null,
    source_code      text not null,
    source_key       text not null,
    version          int not null,
    published        boolean not null,
    published_at     timestamptz,
    lifecycle        text not null,
    territory_id     bigint,
    was_head_seq     bigint,
    was_lifecycle    text,
    was_territory_id bigint,
    source_digest    bytea not null,
    record_digest    bytea not null,
    shown_digest     bytea,
    parts            int not null
) on commit drop
