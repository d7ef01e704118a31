-- +goose Up
-- What imports leave behind besides revisions, so that they can be undone.

create table import_site (
    site_id       bigint not null,
    batch_id      bigint not null,
    source_digest bytea,
    edited        boolean not null,
    said          json,
    said_geom     geometry(Geometry, 4326),
    said_seq      bigint,
    constraint import_site_pkey primary key (site_id, batch_id)
);
comment on table import_site is
    'What an import found of the sites that it changed, where the ledger does not say it: for its undo. Written in the import''s transaction; one row for each site that was changed or merged, none for new ones.';
comment on column import_site.source_digest is 'site.source_digest before.';
comment on column import_site.edited is 'site.edited before.';
comment on column import_site.said is 'What the source said, where that was merged with what staff had written: the revision, if there is one, says something else.';
comment on column import_site.said_geom is 'The outline or point that it said.';
comment on column import_site.said_seq is 'The newest revision of the ledger at the time.';

alter table site add column edited boolean not null default false;
comment on column site.edited is
    'Whether its newest record is not what its source said last, because staff or another register changed it: the next import merges.';

alter table import_batch
    add column skipped bigint not null default 0,
    add column gone bigint,
    add column withdrawn bigint,
    add column undone_at timestamptz,
    add column undone_by text,
    add column left_sites bigint,
    drop constraint import_batch_counts,
    add constraint import_batch_counts check (rows_read = created + updated + unchanged + rejected + skipped);
comment on column import_batch.skipped is 'Rows that were left out by choice of the caller.';
comment on column import_batch.gone is 'Sites of the source that were not in the file.';
comment on column import_batch.withdrawn is 'Those of them that were withdrawn.';
comment on column import_batch.undone_at is 'When the import was undone.';
comment on column import_batch.undone_by is 'Who undid it.';
comment on column import_batch.left_sites is 'Sites that the undo left as they are because somebody had changed them since.';

-- +goose StatementBegin
create function creation_undone(newest bigint) returns boolean
language sql stable parallel safe as $$
    select h.action = 'undo' and exists (
        select from revision c where c.site_id = h.site_id and c.batch_id = h.batch_id and c.action = 'create')
    from revision h where h.seq = newest
$$;
-- +goose StatementEnd
comment on function creation_undone is
    'Whether a site is withdrawn because the import that created it was undone, by its newest revision: the next import creates it again.';
