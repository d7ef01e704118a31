-- Where the rows of a file land. What PostGIS has to tell of an outline is told
-- while the row arrives: the reader of the file works on meanwhile. Wide rows
-- stay in one piece; they are read in whole and in order.
create temp table staging (
    row_no        bigint not null,
    line          bigint not null,
    rejected      boolean not null,
    source_key    text,
    ref           text,
    territory_code text,
    parts         int not null,
    shape         geometry,
    moved         geometry,
    digest        bytea,
    shown         bytea,
    document      json,
    properties    text,
    raw           text,
    issues        text,
    {{declared definitions}},
    valid         boolean generated always as (
        case when ST_SRID(coalesce(moved, shape)) = 4326 then ST_IsValid(coalesce(moved, shape)) end) stored,
    measured_m2   double precision generated always as (
        case when ST_SRID(coalesce(moved, shape)) = 4326 and ST_Dimension(shape) = 2
             then round(ST_Area(coalesce(moved, shape)::geography) * 100) / 100 end) stored,
    spot          geometry generated always as (
        case when ST_SRID(coalesce(moved, shape)) = 4326 then ST_PointOnSurface(coalesce(moved, shape)) end) stored,
    geom_3857     geometry generated always as (
        case when ST_SRID(coalesce(moved, shape)) = 4326 then ST_Transform(coalesce(moved, shape), 3857) end) stored
) with (toast_tuple_target = 8160) on commit drop
