-- Changes of the sites of an import after it, but for such as were undone
-- themselves.
create temp table later (
    site_id  bigint not null,
    ref      text not null,
    seq      bigint not null,
    at       timestamptz not null,
    actor    text not null,
    action   text not null,
    batch_id bigint not null
) on commit drop
