-- What staff and jobs do with single sites, beside the staged records.
create temp table edit (
    row_no    bigint not null,
    site_id   bigint,
    action    text not null,
    origin    text,
    reason    text,
    content   boolean not null,
    published boolean not null,
    lifecycle text not null,
    review    text,
    was_seq   bigint
) on commit drop
