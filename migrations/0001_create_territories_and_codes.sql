-- +goose Up
create extension if not exists postgis;

create table territory (
    id         bigint generated always as identity constraint territory_pkey primary key,
    code       text not null constraint territory_code_key unique,
    scheme     text not null,
    level      smallint not null constraint territory_level_range check (level between 0 and 6),
    parent_id  bigint constraint territory_parent_fkey references territory,
    names      jsonb not null,
    ref_prefix text constraint territory_ref_prefix_form check (ref_prefix ~ '^[A-Z]{2,5}$'),
    geom       geometry(MultiPolygon, 4326) not null,
    bbox       double precision[] not null generated always as
               (array[ST_XMin(geom), ST_YMin(geom), ST_XMax(geom), ST_YMax(geom)]) stored,
    area_m2    double precision not null generated always as (ST_Area(geom::geography)) stored
);
create index territory_geom_idx on territory using gist (geom);
create index territory_parent_idx on territory (parent_id);
comment on table territory is 'An administrative unit with its outline.';
comment on column territory.scheme is 'Where the code comes from: katottg, insee, ons, iso3166, demonstration.';
comment on column territory.level is '0 country … 4 settlement.';
comment on column territory.names is 'Keyed by language.';
comment on column territory.ref_prefix is 'Prefix of the references of sites in it and below, unless a unit below has its own.';

-- A unit that is its own ancestor would make the ladder endless; depth bounds it.
create view territory_ladder as
with recursive step as (
    select id, code, parent_id, ref_prefix, array[code] as codes, array[id] as ids, 1 as depth
    from territory
    union all
    select s.id, s.code, t.parent_id, coalesce(s.ref_prefix, t.ref_prefix), t.code || s.codes, t.id || s.ids, s.depth + 1
    from step s join territory t on t.id = s.parent_id
    where s.depth < 8 and not t.id = any(s.ids)
)
select distinct on (id) id as territory_id, code, codes, ids, ref_prefix
from step
order by id, depth desc;
comment on view territory_ladder is
    'Every territory with the codes and ids from the country down to itself, and the prefix that its references have.';

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
comment on table code is
    'Code lists with labels by language, brought to the program''s own lists at each start. Codes are never removed: where a classifier changes, a validity ends.';
comment on column code.valid_to is 'First day on which the code no longer holds.';
