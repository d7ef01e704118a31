-- +goose Up
-- Photos and documents. What is said of them is part of the record, and so of
-- the ledger; their files stand beside it under their hash, so that they can be
-- erased.

create table media_file (
    hash       bytea constraint media_file_pkey primary key,
    media_type text not null,
    bytes      bytea not null,
    size_bytes bigint not null generated always as (octet_length(bytes)) stored,
    width_px   int,
    height_px  int,
    brought_by text not null,
    brought_at timestamptz not null,
    constraint media_file_hash_length check (octet_length(hash) = 32),
    constraint media_file_picture_whole check ((width_px is null) = (height_px is null))
);
alter table media_file alter column bytes set storage external; -- packed already
create index media_file_brought_idx on media_file (brought_by, brought_at);
comment on table media_file is 'The files of photos and documents, as they are served: photos drawn anew without anything beside their pixels.';
comment on column media_file.hash is 'sha256 of bytes.';
comment on column media_file.brought_by is 'As in the ledger: user:<number>, cli.';

create table media_form (
    hash       bytea not null constraint media_form_file_fkey references media_file on delete cascade,
    size       text not null,
    media_type text not null,
    bytes      bytea not null,
    width_px   int not null,
    height_px  int not null,
    constraint media_form_pkey primary key (hash, size)
);
alter table media_form alter column bytes set storage external;
comment on table media_form is 'Smaller forms of pictures.';

create table media_use (
    site_id bigint not null constraint media_use_site_fkey references site,
    hash    bytea not null,
    constraint media_use_pkey primary key (site_id, hash)
);
create index media_use_hash_idx on media_use (hash);
comment on table media_use is 'Which sites have a file, now or in their history. Written with the revision that names the file.';

create table medium (
    site_id     bigint not null,
    position    int not null,
    hash        text not null,
    kind        text,
    title       jsonb,
    public      boolean,
    taken_on    date,
    bearing_deg double precision,
    longitude   double precision,
    latitude    double precision,
    issued_on   date,
    valid_until date,
    file_name   text,
    media_type  text,
    size_bytes  bigint,
    width_px    bigint,
    height_px   bigint,
    constraint medium_pkey primary key (site_id, position)
);
comment on table medium is 'A photo or a document of a site.';
create trigger medium_has_site after insert on medium referencing new table as added
    for each statement execute function refuse_parts_of_no_site();
create trigger medium_keeps_site after update on medium referencing new table as added
    for each statement execute function refuse_parts_of_no_site();

alter table readiness_item add column document text;
comment on column readiness_item.document is 'Hash of the medium that proves it.';

alter table site_public add column photo_count bigint, add column document_count bigint;

-- +goose StatementBegin
create or replace function public_document(document json) returns jsonb
language plpgsql immutable parallel safe as $$
declare
    shown jsonb := document::jsonb - 'extra' - 'internal';
begin
    if shown @? '$.parcels[*].owner' then
        shown := jsonb_set(shown, '{parcels}', (
            select jsonb_agg(case when parcel #>> '{owner,kind}' = 'legal' then parcel else parcel - 'owner' end order by place)
            from jsonb_array_elements(shown -> 'parcels') with ordinality as p (parcel, place)));
    end if;
    if shown @? '$.facts.*.verified_by ? (@ starts with "user:" || @ == "cli")' then
        shown := jsonb_set(shown, '{facts}', (
            select jsonb_object_agg(field, case when fact ->> 'verified_by' ~ '^(user:|cli$)'
                                           then jsonb_set(fact, '{verified_by}', '"department"') else fact end)
            from jsonb_each(shown -> 'facts') as f (field, fact)));
    end if;
    if shown ? 'media' then
        shown := jsonb_set(shown, '{media}', (
            select coalesce(jsonb_agg(medium - 'longitude' - 'latitude' - 'file_name' order by place), '[]')
            from jsonb_array_elements(shown -> 'media') with ordinality as m (medium, place)
            where medium -> 'public' = 'true'));
        if shown -> 'media' = '[]' then
            shown := shown - 'media';
        end if;
    end if;
    if shown @? '$.readiness[*].document' then
        shown := jsonb_set(shown, '{readiness}', (
            select jsonb_agg(case when exists (select from jsonb_array_elements(shown -> 'media') m where m ->> 'hash' = item ->> 'document')
                             then item else item - 'document' end order by place)
            from jsonb_array_elements(shown -> 'readiness') with ordinality as r (item, place)));
    end if;
    return shown;
end
$$;
-- +goose StatementEnd
comment on function public_document is
    'What may be told of a record to anybody: without what is internal, what the source said in columns of its own, owners who are not legal persons, who of the staff verified a fact, photos and documents that are not marked public, and where cameras stood. Whoever reads documents for the public reads them through it.';
