-- +goose Up
-- What the ledger needs beside its rows: the way back in time.

-- +goose StatementBegin
create function ledger_seq_at(instant timestamptz) returns bigint language plpgsql stable parallel safe as $$
declare
    low bigint := 0;
    high bigint;
    middle bigint;
    made timestamptz;
begin
    select coalesce(max(seq), 0) into high from revision;
    while low < high loop
        middle := (low + high + 1) / 2;
        select at into made from revision where seq = middle;
        if made <= instant then
            low := middle;
        else
            high := middle - 1;
        end if;
    end loop;
    return low;
end
$$;
-- +goose StatementEnd
comment on function ledger_seq_at is
    'Number of the newest revision at an instant, 0 before the first: instants rise with the numbers, which have no gaps.';

create index revision_erased_idx on revision (erased_by) where erased_by is not null;

-- +goose StatementBegin
create or replace function refuse_ledger_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and new.erased_by is not null and (
            -- Personal data is taken out; every digest stays. The erasure lists what the revision says from then on.
            select (new.seq, new.site_id, new.ref, new.version, new.at, new.actor, new.action, new.lifecycle, new.review,
                    new.published, new.territory, new.source, new.batch_id, new.record_digest, new.prose_digest, new.digest,
                    new.prev_hash, new.hash, ST_AsEWKB(new.geom))
                is not distinct from
                (old.seq, old.site_id, old.ref, old.version, old.at, old.actor, old.action, old.lifecycle, old.review,
                 old.published, old.territory, old.source, old.batch_id, old.record_digest, old.prose_digest, old.digest,
                 old.prev_hash, old.hash, ST_AsEWKB(old.geom)))
            and exists (
                select from revision e cross join lateral json_array_elements(e.changes -> 'erased' -> 'after' -> 'revisions') x
                where e.seq = new.erased_by and e.action = 'erase' and e.site_id = old.site_id and x ->> 'seq' = new.seq::text
                  and x ->> 'record' = encode(record_digest(new.document, new.geom), 'hex')
                  and x ->> 'prose' = encode(prose_digest(new.reason, new.changes), 'hex')) then
        return new;
    end if;
    raise exception 'the ledger is append-only' using errcode = 'restrict_violation';
end
$$;
-- +goose StatementEnd
comment on column revision.erased_by is 'The newest revision of action erase by which personal data was taken out of this one. Its digests are those of what it said before; those of what it says now stand in the changes of that revision, under erased.';

-- +goose StatementBegin
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'what stands in % is for ever', tg_table_name using errcode = 'restrict_violation';
end
$$;
-- +goose StatementEnd

create table ledger_seal (
    seq        bigint not null,
    key_id     text not null,
    registry   text not null,
    hash       bytea not null,
    at         timestamptz not null,
    sealed_at  timestamptz not null,
    public_key bytea not null,
    signature  bytea not null,
    constraint ledger_seal_pkey primary key (seq, key_id)
);
comment on table ledger_seal is
    'Signed heads of the ledger. Whoever keeps a copy elsewhere, or the public key, finds a chain that was rewritten. docs/ledger.md says what a signature is of.';
comment on column ledger_seal.at is 'Of the revision.';
comment on column ledger_seal.key_id is 'First 16 digits of the sha256 of the public key, in hexadecimal.';
create trigger ledger_seal_for_ever before update or delete on ledger_seal for each row execute function refuse_change();
create trigger ledger_seal_never_truncated before truncate on ledger_seal for each statement execute function refuse_change();

create table snapshot (
    name    text constraint snapshot_pkey primary key constraint snapshot_name_form check (name ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
    seq     bigint not null,
    hash    bytea not null,
    at      timestamptz not null,
    sites   bigint not null,
    digest  bytea not null,
    made_by text not null,
    made_at timestamptz not null,
    note    text
);
comment on table snapshot is
    'A published stock that was frozen: it is rebuilt from the ledger, and the digest says whether it is still the same.';
comment on column snapshot.at is 'Of the newest revision in it.';
comment on column snapshot.digest is
    'sha256 of one line for each site that the public saw, in the order of references by bytes: ref, number of the revision, record_digest in hexadecimal and lifecycle, with spaces between and a line feed at the end.';
create trigger snapshot_for_ever before update or delete on snapshot for each row execute function refuse_change();
create trigger snapshot_never_truncated before truncate on snapshot for each statement execute function refuse_change();
