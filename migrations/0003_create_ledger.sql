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
    action        text not null,
    lifecycle     text not null,
    review        text,
    published     boolean not null,
    territory     text,
    source        text,
    batch_id      bigint,
    reason        text,
    changes       json,
    document      json not null,
    geom          geometry(Geometry, 4326),
    erased_by     bigint,
    record_digest bytea not null,
    prose_digest  bytea not null,
    digest        bytea not null,
    prev_hash     bytea not null,
    hash          bytea not null,
    constraint revision_site_version_key unique (site_id, version)
);
create index revision_at_idx on revision using brin (at);
create index revision_batch_idx on revision (batch_id) where batch_id is not null;
comment on table revision is
    'The ledger: every change of a site, for ever. Rows are appended under the lock of ledger_head, so seq has no gaps and the chain no forks. It stands on its own: `landbank verify` compares it with the tables that are derived from it.';
comment on column revision.at is 'When it was appended; rises with seq, so a state at an instant is a state at a seq.';
comment on column revision.actor is 'Who made it: user:<number>, cli, job:<name>. No personal data, so that it never has to be erased.';
comment on column revision.action is 'What was done; the table of actions is in the program (registry.Actions).';
comment on column revision.lifecycle is 'Of the site from here on.';
comment on column revision.review is 'What the newest record is to the published one: draft, in_review or returned; null where it is the published one.';
comment on column revision.published is 'Whether its document is what the public sees from here on, as long as the lifecycle is one that the public sees.';
comment on column revision.territory is 'Code of the smallest territory that the site lies in, as it was then.';
comment on column revision.source is 'Where the change comes from: the code of a register, desk, or another.';
comment on column revision.erased_by is 'The revision of action erase by which personal data was taken out of this one; its digests are those of what it said before.';
comment on column revision.changes is '{"path": {"before": …, "after": …}}; null when the site is new.';
comment on column revision.document is 'The whole record after the change, without its ref. Kept letter by letter: the digest is of this text.';
comment on column revision.geom is 'Its outline or point after the change.';
comment on column revision.record_digest is 'record_digest(document, geom)';
comment on column revision.prose_digest is 'prose_digest(reason, changes)';
comment on column revision.digest is 'ledger_digest of the row. Reason, changes, document and outline are in it by their digests, so that personal data can be taken out of them while the chain still holds.';
comment on column revision.prev_hash is 'hash of the revision before; of the first one, sha256(''landbank ledger'').';
comment on column revision.hash is 'sha256(prev_hash || digest)';

create table ledger_head (
    single boolean default true constraint ledger_head_pkey primary key constraint ledger_head_single check (single),
    seq    bigint not null,
    hash   bytea not null,
    at     timestamptz not null
);
insert into ledger_head (seq, hash, at) values (0, sha256('landbank ledger'), '-infinity');
comment on table ledger_head is 'Number, hash and instant of the newest revision. Its row lock is what writers queue for.';

-- +goose StatementBegin
create function record_digest(document json, geom geometry) returns bytea
language sql immutable parallel safe as $$
    select sha256(sha256(convert_to(document::text, 'UTF8')) || coalesce(ST_AsEWKB(geom, 'NDR'), ''))
$$;
-- +goose StatementEnd
comment on function record_digest is
    'sha256 of the sha256 of the document''s text in UTF-8, followed by the geometry as little-endian EWKB.';

create function prose_digest(reason text, changes json) returns bytea
language sql stable parallel safe
    return sha256(convert_to(json_build_array(reason, changes)::text, 'UTF8'));
comment on function prose_digest is 'sha256 of a JSON array of both, as json_build_array writes it, in UTF-8.';

-- +goose StatementBegin
create function ledger_digest(
    seq bigint, site_id bigint, ref text, version int, at timestamptz, actor text, action text, lifecycle text,
    review text, published boolean, territory text, source text, batch_id bigint, record_digest bytea, prose_digest bytea
) returns bytea language sql stable parallel safe as $$
    select sha256(convert_to(json_build_array(
        seq, site_id, ref, version, (extract(epoch from at) * 1000000)::bigint, actor, action, lifecycle,
        review, published, territory, source, batch_id)::text, 'UTF8') || record_digest || prose_digest)
$$;
-- +goose StatementEnd
comment on function ledger_digest is
    'sha256 of a JSON array of the revision''s columns from seq to batch_id (at in microseconds since 1970), as json_build_array writes it, in UTF-8, followed by record_digest and prose_digest.';

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
    if tg_op = 'UPDATE' and new.erased_by is not null and exists (
            select from revision e where e.seq = new.erased_by and e.action = 'erase' and e.site_id = old.site_id)
            and (new.seq, new.site_id, new.ref, new.version, new.at, new.actor, new.action, new.lifecycle, new.review,
                 new.published, new.territory, new.source, new.batch_id, new.record_digest, new.prose_digest, new.digest,
                 new.prev_hash, new.hash)
                is not distinct from
                (old.seq, old.site_id, old.ref, old.version, old.at, old.actor, old.action, old.lifecycle, old.review,
                 old.published, old.territory, old.source, old.batch_id, old.record_digest, old.prose_digest, old.digest,
                 old.prev_hash, old.hash) then
        return new; -- personal data is taken out; every digest stays
    end if;
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

create function lifecycle_shown(lifecycle text) returns boolean
language sql immutable parallel safe
    return lifecycle in ('published', 'reserved', 'contracted');
comment on function lifecycle_shown is 'Whether the public sees sites in that state.';
