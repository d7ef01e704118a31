-- +goose Up
-- What imports leave behind besides revisions, so that they can be undone.

create table import_site (
    batch_id      bigint not null,
    site_id       bigint not null,
    source_digest bytea,
    constraint import_site_pkey primary key (batch_id, site_id)
);
comment on table import_site is
    'What an import found of the sites that it changed, where the ledger does not say it: for its undo. Written in the import''s transaction; one row for each changed site, none for new ones.';
comment on column import_site.source_digest is 'site.source_digest before.';

alter table import_batch
    add column undone_at timestamptz,
    add column undone_by text,
    add column left_sites bigint;
comment on column import_batch.undone_at is 'When the import was undone.';
comment on column import_batch.undone_by is 'Who undid it.';
comment on column import_batch.left_sites is 'Sites that the undo left as they are because somebody had changed them since.';
