-- What became of these rows: their records, and what their source said.
create temp table merged (
    row_no    bigint not null,
    line      bigint not null,
    source_key text not null,
    site_id   bigint not null,
    document  text not null,
    outline   bytea not null,
    said      text not null,
    said_outline bytea not null,
    clashes   boolean not null,
    edited    boolean not null,
    issues    text,
    raw       text,
    source_digest bytea
) on commit drop
