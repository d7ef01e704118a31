-- Where the rows of a file land, with no more of them than rules and
-- comparison need; the rest waits beside. What PostGIS has to tell of an outline
-- is told while the row arrives: the reader of the file works on meanwhile.
create temp table staging (
    row_no          bigint not null,
    line            bigint not null,
    rejected        boolean not null,
    source_key      text,
    ref             text,
    territory_code  text,
    declared_m2     double precision,
    largest_m2      double precision,
    quality         text,
    digest          bytea,
    document_digest bytea,
    shown           bytea,
    title           text,
    numbers         text[],
    price           double precision,
    price_kind      text,
    waivers         text,
    issues          text,
    shape           geometry,
    moved           geometry,
    outlined        boolean generated always as (ST_Dimension(shape) = 2) stored,
    valid           boolean generated always as (
        case when ST_SRID(coalesce(moved, shape)) = 4326 then ST_IsValid(coalesce(moved, shape)) end) stored,
    measured_m2     double precision generated always as (
        case when ST_SRID(coalesce(moved, shape)) = 4326 and ST_Dimension(shape) = 2
             then round(ST_Area(coalesce(moved, shape)::geography) * 100) / 100 end) stored,
    spot            geometry generated always as (
        case when ST_SRID(coalesce(moved, shape)) = 4326 then ST_PointOnSurface(coalesce(moved, shape)) end) stored
) with (toast_tuple_target = 8160) on commit drop
