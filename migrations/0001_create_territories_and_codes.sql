-- +goose Up
create extension if not exists postgis;

-- An administrative unit. Names are keyed by language.
create table territory (
    id         bigint generated always as identity primary key,
    code       text not null constraint territory_code_key unique,
    scheme     text not null,               -- katottg, insee, ons, iso3166, demonstration …
    level      smallint not null constraint territory_level_range check (level between 0 and 6),
    parent_id  bigint constraint territory_parent_fkey references territory,
    names      jsonb not null,
    ref_prefix text constraint territory_ref_prefix_form check (ref_prefix ~ '^[A-Z]{2,5}$'),
    geom       geometry(MultiPolygon, 4326) not null,
    bbox       double precision[] not null generated always as
               (array[ST_XMin(geom), ST_YMin(geom), ST_XMax(geom), ST_YMax(geom)]) stored
);
create index territory_geom_idx on territory using gist (geom);
create index territory_parent_idx on territory (parent_id);

-- Code lists. A code is never removed: where a classifier changes, its
-- validity ends. The registry fills the table from its own lists at each start.
create table code (
    list       text not null,
    code       text not null,
    position   int not null,
    label      jsonb not null,
    standard   text,
    valid_from date,
    valid_to   date,
    constraint code_pkey primary key (list, code),
    constraint code_validity check (valid_to is null or valid_from is null or valid_from < valid_to)
);
