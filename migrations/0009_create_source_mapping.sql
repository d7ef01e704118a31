-- +goose Up
-- How the files of a source are read, as somebody stated it.

create table source_mapping (
    source     text primary key,
    profile    text not null,
    columns    jsonb not null,
    crs        integer,
    changed_at timestamptz not null default now(),
    changed_by text not null,
    constraint source_mapping_has_a_source check (source <> '' and length(source) <= 200),
    constraint source_mapping_columns_are_a_list check (jsonb_typeof(columns) = 'array'),
    constraint source_mapping_crs_is_a_code check (crs > 0)
);
comment on table source_mapping is 'How the files of a source are read: column, field, unit and decimal mark. By the code of the source, which may not have been imported yet.';
comment on column source_mapping.profile is 'The mapping profile that the columns are of.';
comment on column source_mapping.crs is 'EPSG code of coordinates whose file states none.';
comment on column source_mapping.changed_by is 'The principal who stated it.';
