-- What is going to be done with each accepted row. place counts the rows that
-- are written, from 1: their order in the ledger. A row is new, or not; its
-- content (record or place) differs from that of the newest revision, or not.
create temp table plan (
    row_no           bigint not null,
    action           text not null,
    place            bigint,
    new              boolean not null,
    content          boolean not null,
    site_id          bigint not null,
    ref              text not null,
    source_code      text not null,
    source_key       text not null,
    origin           text,
    reason           text,
    version          int not null,
    published        boolean not null,
    published_at     timestamptz,
    lifecycle        text not null,
    review           text,
    territory_id     bigint,
    was_head_seq     bigint,
    was_lifecycle    text,
    was_territory_id bigint,
    source_digest    bytea,
    record_digest    bytea not null,
    shown_digest     bytea,
    edited           boolean not null
) on commit drop
