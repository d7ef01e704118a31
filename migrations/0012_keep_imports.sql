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

create table import_upload (
    id          bigint generated always as identity constraint import_upload_pkey primary key,
    file_name   text not null,
    file        text not null constraint import_upload_file_key unique,
    size        bigint not null,
    brought_by  text not null,
    authors     text[] not null,
    places      text[] not null,
    settings    jsonb not null,
    recognised  jsonb not null,
    created_at  timestamptz not null,
    changed_at  timestamptz not null,
    tried       jsonb,
    failure     text,
    removed_at  timestamptz
);
comment on table import_upload is
    'Files that people have sent to be imported. What became of one, once it is applied, is its newest row of import_batch.';
comment on column import_upload.file_name is 'What the sender calls it: for people to read, never a path.';
comment on column import_upload.file is 'Its random name in the folder of uploads.';
comment on column import_upload.authors is 'Who brought it or said how it is to be read; none of them publishes it.';
comment on column import_upload.places is 'The territories, with those above them, to which the rights of the sender were limited; none where they were not.';
comment on column import_upload.recognised is 'What the file turned out to be.';
comment on column import_upload.tried is 'What a dry run with the settings as they are counted; null where there was none.';
comment on column import_upload.failure is 'Why the last run did not begin or did not end.';
comment on column import_upload.removed_at is 'When the file was removed, because its time was over.';

create table import_outcome (
    upload_id  bigint not null,
    n          bigint not null,
    line       bigint not null,
    source_key text not null,
    ref        text not null,
    state      text not null constraint import_outcome_state_known check (state in ('new', 'changed', 'unchanged', 'invalid', 'skipped', 'gone')),
    rules      text[] not null,
    changes    json,
    issues     json not null,
    raw        json,
    constraint import_outcome_pkey primary key (upload_id, state, n)
);
comment on table import_outcome is
    'What became of each row of an upload in its last run, dry or not, and which sites are gone. Replaced by the next run.';
comment on column import_outcome.n is 'Number of the row as it was read; for a site that is gone, a number beyond them.';

alter table import_batch add column upload_id bigint;
create index import_batch_upload_idx on import_batch (upload_id, id) where upload_id is not null;
