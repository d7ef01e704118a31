-- +goose Up
create table import_batch (
    id          bigint generated always as identity constraint import_batch_pkey primary key,
    file_name   text not null,
    file_digest bytea,
    profile     text not null,
    source_id   bigint not null constraint import_batch_source_fkey references source,
    actor       text not null,
    publish     boolean not null,
    accepted    text[] not null,
    state       text not null constraint import_batch_state_known check (state in ('running', 'applied', 'interrupted', 'failed', 'undone')),
    started_at  timestamptz not null,
    ended_at    timestamptz,
    rows_read   bigint,
    created     bigint,
    updated     bigint,
    unchanged   bigint,
    rejected    bigint,
    warnings    bigint,
    by_rule     jsonb,
    first_seq   bigint,
    last_seq    bigint,
    failure     text,
    constraint import_batch_counts check (rows_read = created + updated + unchanged + rejected)
);
comment on table import_batch is
    'One import. It is committed as running before the import''s own transaction starts; that transaction makes it applied. One that is running while nobody holds its advisory lock was cut off, and nothing of it was stored.';
comment on column import_batch.accepted is 'Rules whose proposed repairs were accepted.';
comment on column import_batch.by_rule is 'Number of findings by rule.';
comment on column import_batch.first_seq is 'Its first revision; the revisions of a batch follow each other. Null where it wrote none.';

create table revision (
    seq           bigint constraint revision_pkey primary key,
    site_id       bigint not null,
    ref           text not null,
    version       int not null,
    at            timestamptz not null,
    actor         text not null,
    action        text not null constraint revision_action_known check (action in
                  ('create', 'update', 'publish', 'withdraw', 'undo', 'verify', 'reserve', 'release', 'split', 'merge', 'reuse', 'erase')),
    published     boolean not null,
    reason        text,
    source        text,
    batch_id      bigint,
    changes       json,
    document      json not null,
    geom          geometry(Geometry, 4326),
    record_digest bytea not null,
    digest        bytea not null,
    prev_hash     bytea not null,
    hash          bytea not null,
    constraint revision_site_version_key unique (site_id, version)
);
create index revision_at_idx on revision using brin (at);
comment on table revision is
    'The ledger: every change of a site, for ever. Rows are appended under the lock of ledger_head, so seq has no gaps and the chain no forks. It stands on its own: `landbank verify` compares it with the tables that are derived from it.';
comment on column revision.published is 'Whether this revision is what the public sees from here on.';
comment on column revision.changes is '{"path": {"before": …, "after": …}}; null when the site is new.';
comment on column revision.document is 'The whole record after the change, without its ref. Kept letter by letter: the digest is of this text.';
comment on column revision.geom is 'Its outline or point after the change.';
comment on column revision.record_digest is 'record_digest(document, geom)';
comment on column revision.digest is 'ledger_digest of everything before it in the row.';
comment on column revision.prev_hash is 'hash of the revision before; of the first one, sha256(''landbank ledger'').';
comment on column revision.hash is 'sha256(prev_hash || digest)';

create table ledger_head (
    single boolean default true constraint ledger_head_pkey primary key constraint ledger_head_single check (single),
    seq    bigint not null,
    hash   bytea not null
);
insert into ledger_head (seq, hash) values (0, sha256('landbank ledger'));
comment on table ledger_head is 'Number and hash of the newest revision. Its row lock is what writers queue for.';

-- +goose StatementBegin
create function record_digest(document json, geom geometry) returns bytea
language sql immutable parallel safe as $$
    select sha256(sha256(convert_to(document::text, 'UTF8')) || coalesce(ST_AsEWKB(geom, 'NDR'), ''))
$$;
-- +goose StatementEnd
comment on function record_digest is
    'sha256 of the sha256 of the document''s text in UTF-8, followed by the geometry as little-endian EWKB.';

-- +goose StatementBegin
create function ledger_digest(
    seq bigint, site_id bigint, ref text, version int, at timestamptz, actor text, action text, published boolean,
    reason text, source text, batch_id bigint, changes json, record_digest bytea
) returns bytea language sql stable parallel safe as $$
    select sha256(convert_to(json_build_array(
        seq, site_id, ref, version, (extract(epoch from at) * 1000000)::bigint, actor, action, published,
        reason, source, batch_id, changes)::text, 'UTF8') || record_digest)
$$;
-- +goose StatementEnd
comment on function ledger_digest is
    'sha256 of a JSON array of the revision''s columns from seq to changes (at in microseconds since 1970), as json_build_array writes it, in UTF-8, followed by record_digest.';

-- +goose StatementBegin
create function ledger_link(state bytea, head bytea, digest bytea) returns bytea
language sql immutable parallel safe as $$
    select sha256(coalesce(state, head) || digest)
$$;
-- +goose StatementEnd

create aggregate ledger_chain(head bytea, digest bytea) (sfunc = ledger_link, stype = bytea);
comment on aggregate ledger_chain(bytea, bytea) is
    'Over (order by seq): the hash of each revision, given the hash before the first one and the digests.';

-- +goose StatementBegin
create function refuse_ledger_change() returns trigger language plpgsql as $$
begin
    raise exception 'the ledger is append-only' using errcode = 'restrict_violation';
end
$$;
-- +goose StatementEnd

create trigger revision_append_only before update or delete on revision
    for each row execute function refuse_ledger_change();
create trigger revision_never_truncated before truncate on revision
    for each statement execute function refuse_ledger_change();

-- What differs between two outlines, in words that a person can read; the
-- outlines themselves stand in the revisions.
-- +goose StatementBegin
create function outline_in_brief(geom geometry) returns json
language sql immutable parallel safe as $$
    select json_build_object('type', GeometryType(geom), 'positions', ST_NPoints(geom),
        'area_m2', case when ST_Dimension(geom) = 2 then round(ST_Area(geom::geography)::numeric, 2) end,
        'longitude', round(ST_X(ST_Centroid(geom))::numeric, 7), 'latitude', round(ST_Y(ST_Centroid(geom))::numeric, 7))
$$;
-- +goose StatementEnd

create view change as
select r.seq, r.site_id, r.ref, r.at, r.actor, c.key as path, c.value -> 'before' as before, c.value -> 'after' as after
from revision r cross join lateral json_each(r.changes) c;
comment on view change is 'One row for each difference of a revision.';

create table dataset (
    single     boolean default true constraint dataset_pkey primary key constraint dataset_single check (single),
    revision   bigint not null,
    changed_at timestamptz not null
);
insert into dataset (revision, changed_at) values (0, now());
comment on table dataset is
    'The revision of the published stock, raised in every transaction that changes what the public sees.';

create table import_row (
    batch_id   bigint not null constraint import_row_batch_fkey references import_batch,
    position   bigint not null,
    line       bigint not null,
    source_key text,
    raw        jsonb not null,
    constraint import_row_pkey primary key (batch_id, position)
);
comment on table import_row is 'Rows that an import rejected, as the file had them: [{"column", "value"}].';
comment on column import_row.position is 'Number of the row in the order in which it was read, from 1.';

create table import_issue (
    batch_id bigint not null constraint import_issue_batch_fkey references import_batch,
    position bigint not null,
    line     bigint not null,
    rule     text not null,
    severity text not null constraint import_issue_severity_known check (severity in ('error', 'warning', 'repaired')),
    field    text not null,
    raw      text,
    proposed text,
    message  text not null
);
create index import_issue_batch_idx on import_issue (batch_id, position);
comment on table import_issue is 'Findings of an import on its rows.';

-- Geometry on the way in. The exception handlers keep one impossible outline
-- from ending the import of all others; null means that it cannot be done.

-- +goose StatementBegin
create function outline_rounded(geom geometry) returns geometry
language sql immutable parallel safe as $$
    select ST_GeomFromText(ST_AsText(ST_SnapToGrid(geom, 1e-7), 7), 4326)
$$;
-- +goose StatementEnd
comment on function outline_rounded is
    'The geometry with the nearest doubles to coordinates of 7 decimals; repeated positions and parts without extent fall away.';

-- +goose StatementBegin
create function outline_reprojected(geom geometry) returns geometry
language plpgsql immutable parallel safe as $$
declare
    moved geometry;
begin
    moved := outline_rounded(ST_Transform(geom, 4326));
    if ST_IsEmpty(moved) or ST_XMin(moved) < -180 or ST_XMax(moved) > 180
            or ST_YMin(moved) < -85.06 or ST_YMax(moved) > 85.06 then
        return null;
    end if;
    return moved;
exception when others then
    return null;
end
$$;
-- +goose StatementEnd
comment on function outline_reprojected is
    'The geometry in longitude and latitude, null where its coordinates mean nothing in its reference system.';

-- +goose StatementBegin
create function outline_mended(geom geometry) returns geometry
language plpgsql immutable parallel safe as $$
declare
    mended geometry;
begin
    mended := outline_rounded(ST_Multi(ST_CollectionExtract(ST_MakeValid(geom), 3)));
    if ST_IsEmpty(mended) or not ST_IsValid(mended) then
        return null;
    end if;
    return mended;
exception when others then
    return null;
end
$$;
-- +goose StatementEnd
comment on function outline_mended is
    'A valid outline that covers what the given one covers, null where there is none.';
