-- What is going to be done with each accepted row. seq counts the rows that
-- are written, from 1; the ledger's head is added when it is locked.
create temp table plan (
    row_no           bigint not null,
    line             bigint not null,
    action           text not null,
    seq              bigint,
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
    parts            int not null
) on commit drop
