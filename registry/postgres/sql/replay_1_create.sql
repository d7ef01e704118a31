-- Revisions that are going to be appended with records that stand in the ledger
-- already. A site that has a draft beside its published version takes two, one
-- after the other, in two passes.
create temp table replay (
    row_no        bigint not null,
    pass          int not null,
    site_id       bigint not null,
    seq           bigint not null,
    action        text not null,
    origin        text,
    reason        text,
    batch_id      bigint,
    content       boolean not null,
    published     boolean not null,
    lifecycle     text not null,
    review        text,
    source_digest bytea,
    edited        boolean not null
) on commit drop
