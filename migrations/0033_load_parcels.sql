-- +goose Up
-- Parcels of cadastres, which staff draw to and fill in sites by. They are no part of the stock.

create table parcel_layer (
    id        bigint generated always as identity constraint parcel_layer_pkey primary key,
    name      text not null constraint parcel_layer_name_key unique constraint parcel_layer_name_length check (length(name) between 1 and 100),
    source    text not null constraint parcel_layer_source_length check (length(source) between 1 and 500),
    licence   text not null constraint parcel_layer_licence_length check (length(licence) <= 500),
    as_of     date,
    parcels   bigint not null default 0,
    loaded_at timestamptz not null default now(),
    loaded_by text not null
);
comment on table parcel_layer is 'Where cadastral parcels come from. A layer is replaced as a whole.';
comment on column parcel_layer.as_of is 'The day that the parcels are as of; null where it is not known.';
comment on column parcel_layer.loaded_by is 'As in the ledger: user:<number>, cli.';

create table cadastral_parcel (
    layer_id  bigint not null constraint cadastral_parcel_layer_fkey references parcel_layer on delete cascade,
    cadastre  text not null,
    number    text not null constraint cadastral_parcel_number_length check (length(number) between 1 and 100),
    area_m2   double precision constraint cadastral_parcel_area_positive check (area_m2 > 0),
    purpose   text not null default '',
    ownership text not null default '',
    geom      geometry(MultiPolygon, 4326) not null,
    constraint cadastral_parcel_pkey primary key (layer_id, cadastre, number)
);
create index cadastral_parcel_geom_idx on cadastral_parcel using gist (geom);
create index cadastral_parcel_number_idx on cadastral_parcel (number text_pattern_ops);
comment on table cadastral_parcel is 'A parcel of a cadastre as its layer has it.';
comment on column cadastral_parcel.area_m2 is 'As the cadastre states it; null where it does not.';
comment on column cadastral_parcel.geom is 'The parts of a parcel that come in several rows are together.';
