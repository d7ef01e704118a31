-- +goose Up
-- The ledger: every change of a site, for ever. Rows are chained: hash is
-- sha256(prev_hash || digest), digest is over the row's own content. Rows are
-- appended under the lock of ledger_head, so seq has no gaps and no forks.
create table import_batch (
    id          bigint generated always as identity primary key,
    file_name   text not null,
    file_digest bytea,
    profile     text not null,
    source_id   bigint constraint import_batch_source_fkey references source,
    actor       text not null,
    publish     boolean not null,
    accepted    text[] not null default '{}',  -- rules whose proposed repairs were accepted
    state       text not null constraint import_batch_state_known check (state in ('running', 'applied', 'interrupted', 'failed', 'undone')),
    started_at  timestamptz not null,
    ended_at    timestamptz,
    rows_read   bigint,
    created     bigint,
    updated     bigint,
    unchanged   bigint,
    rejected    bigint,
    warnings    bigint,
    failure     text
);

create table revision (
    seq       bigint primary key,
    site_id   bigint not null constraint revision_site_fkey references site deferrable initially deferred,
    version   int not null,
    at        timestamptz not null,
    actor     text not null,
    action    text not null constraint revision_action_known check (action in
              ('create', 'update', 'publish', 'withdraw', 'undo', 'verify', 'reserve', 'release', 'split', 'merge', 'reuse', 'erase')),
    published boolean not null,              -- this revision is what the public sees from here on
    reason    text,
    source    text,
    batch_id  bigint constraint revision_batch_fkey references import_batch,
    changes   jsonb,                         -- {"path": {"before": …, "after": …}}; null when the site is new
    document  jsonb not null,                -- the whole record after the change
    geom      geometry(Geometry, 4326),      -- its outline or point after the change
    digest    bytea not null,
    prev_hash bytea not null,
    hash      bytea not null,
    constraint revision_site_version_key unique (site_id, version)
);
create index revision_batch_idx on revision (batch_id) where batch_id is not null;
create index revision_at_idx on revision using brin (at);

create table ledger_head (
    single boolean primary key default true constraint ledger_head_single check (single),
    seq  bigint not null,
    hash bytea not null
);
insert into ledger_head (seq, hash) values (0, sha256('landbank ledger'::bytea));

-- +goose StatementBegin
create function ledger_digest(
    seq bigint, site_id bigint, version int, at timestamptz, actor text, action text, published boolean,
    reason text, source text, batch_id bigint, changes jsonb, document jsonb, geom geometry
) returns bytea language sql stable parallel safe as $$
    select sha256(convert_to(jsonb_build_array(
        seq, site_id, version, (extract(epoch from at) * 1000000)::bigint, actor, action, published,
        reason, source, batch_id, changes, document)::text, 'UTF8')
        || coalesce(ST_AsEWKB(geom, 'NDR'), ''::bytea))
$$;
-- +goose StatementEnd

-- +goose StatementBegin
create function ledger_link(state bytea, head bytea, digest bytea) returns bytea
language sql immutable parallel safe as $$
    select sha256(coalesce(state, head) || digest)
$$;
-- +goose StatementEnd

-- ledger_chain(head, digest) over (order by seq) gives each row's hash, given
-- the hash before the first row.
create aggregate ledger_chain(head bytea, digest bytea) (sfunc = ledger_link, stype = bytea);

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

-- One row per changed field of a revision.
create view change as
select r.seq, r.site_id, r.at, r.actor, c.key as path, c.value -> 'before' as before, c.value -> 'after' as after
from revision r cross join lateral jsonb_each(r.changes) c;

-- The revision of the published stock, raised in every transaction that
-- changes what the public sees.
create table dataset (
    single     boolean primary key default true constraint dataset_single check (single),
    revision   bigint not null,
    changed_at timestamptz not null
);
insert into dataset (revision, changed_at) values (0, now());

-- Rejected rows and findings of an import. Nothing that a file said is lost:
-- raw holds the row as it was read, by column.
create table import_row (
    batch_id   bigint not null constraint import_row_batch_fkey references import_batch,
    line       bigint not null,
    source_key text,
    raw        jsonb not null,
    constraint import_row_pkey primary key (batch_id, line)
);

create table import_issue (
    batch_id bigint not null constraint import_issue_batch_fkey references import_batch,
    line     bigint not null,
    rule     text not null,
    severity text not null constraint import_issue_severity_known check (severity in ('error', 'warning', 'repaired')),
    field    text not null,
    raw      text,
    proposed text,
    message  text not null
);
create index import_issue_batch_idx on import_issue (batch_id, line);
