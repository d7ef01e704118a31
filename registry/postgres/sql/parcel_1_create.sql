-- The rows of a cadastre's file while they are judged.
create temporary table parcel_staging (
    row_no    bigint generated always as identity,
    line      bigint not null,
    number    text not null,
    cadastre  text not null,
    area_m2   double precision,
    purpose   text not null,
    ownership text not null,
    shape     geometry,
    geom      geometry,
    repaired  boolean not null default false,
    refused   text not null,
    message   text not null
) on commit drop
