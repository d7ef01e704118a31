-- +goose Up
create function mercator_column(p geometry) returns int language sql immutable parallel safe
    return least(greatest(floor((ST_X(p) + 20037508.342789244) / 40075016.685578488 * 1073741824), 0), 1073741823)::int;
comment on function mercator_column is
    'Column of a point of EPSG:3857, from the west, in a grid of 2^30 squares a side over the world; a tile of zoom z is a square of 2^(30-z).';

create function mercator_row(p geometry) returns int language sql immutable parallel safe
    return least(greatest(floor((20037508.342789244 - ST_Y(p)) / 40075016.685578488 * 1073741824), 0), 1073741823)::int;
comment on function mercator_row is 'Row of a point of EPSG:3857, from the north, in the grid of mercator_column.';

-- +goose StatementBegin
create function spread_bits(v int) returns bigint language plpgsql immutable strict parallel safe as $$
declare
    b bigint := v;
begin
    b := (b | (b << 16)) & 281470681808895;
    b := (b | (b << 8)) & 71777214294589695;
    b := (b | (b << 4)) & 1085102592571150095;
    b := (b | (b << 2)) & 3689348814741910323;
    return (b | (b << 1)) & 6148914691236517205;
end
$$;
-- +goose StatementEnd
comment on function spread_bits is 'The number with a zero before each of its bits.';

create function interleave(x int, y int) returns bigint language sql immutable strict parallel safe
    return spread_bits(x) | (spread_bits(y) << 1);
comment on function interleave is
    'The bits of column and row in turn (Z-order): the squares of one tile are one range of these numbers, at every zoom.';

-- lower(upper(…)) differs from full case folding in three letters: final sigma, capital sharp s, and dotless i, which
-- stays apart from i and so hides behind a character that no text holds.
create function casei(t text) returns text language sql immutable parallel safe
    return replace(replace(
        lower(upper(replace(replace(t, 'ẞ', 'ss'), 'ı', chr(65535)) collate "und-x-icu") collate "und-x-icu"),
        'ς', 'σ'), chr(65535), 'ı');
comment on function casei is 'The text with its case folded as criteria fold it: full Unicode case folding, the CASEI of CQL2.';

-- PostgreSQL reads the columns of a row from the left, so those that questions name most stand first: scans of the
-- whole stock take a half to a third of the time.
create table site_public (
    id                       bigint constraint site_public_pkey primary key,
    revision_seq             bigint not null,
    kind                     text,
    availability             text,
    ownership                text,
    contamination            text,
    area_m2                  double precision,
    power_kw                 double precision,
    gas_m3_h                 double precision,
    water_m3_d               double precision,
    dist_rail_siding_m       double precision,
    dist_motorway_junction_m double precision,
    price_total              double precision,
    readiness                bigint,
    former_use               text,
    servicing                text,
    permission_status        text,
    power_state              text,
    source                   text,
    demonstration            boolean,
    territory                text,
    territories              text[],
    offer_modes              text[],
    ref                      text collate "C" not null,
    name                     text,
    point_3857               geometry(Point, 3857) not null,
    mercator_x               int not null generated always as (mercator_column(point_3857)) stored,
    mercator_y               int not null generated always as (mercator_row(point_3857)) stored,
    mercator_cell            bigint not null generated always as
                             (interleave(mercator_column(point_3857), mercator_row(point_3857))) stored,
    properties               text not null,
    geom                     geometry(Geometry, 4326) not null,
    geom_3857                geometry(Geometry, 3857) not null,
    name_en                  text,
    name_ru                  text,
    lifecycle                text,
    confirmation             text,
    occupancy                text,
    activity_ended_year      bigint,
    vacant_since_on          date,
    allowed_uses             text[],
    address                  text,
    location_quality         text,
    outlined                 boolean,
    longitude                double precision,
    latitude                 double precision,
    area_measured_m2         double precision,
    area_declared_m2         double precision,
    area_usable_m2           double precision,
    largest_piece_m2         double precision,
    smallest_plot_m2         double precision,
    divisible                boolean,
    expansion_m2             double precision,
    road_frontage_m          double precision,
    price_currency           text,
    lease_max_months         bigint,
    available_from           date,
    procedures               text[],
    rights                   text[],
    purposes                 text[],
    land_categories          text[],
    cadastral_numbers        text[],
    parcel_count             bigint,
    dist_power_m             double precision,
    gas_state                text,
    dist_gas_m               double precision,
    water_state              text,
    dist_water_m             double precision,
    process_water_state      text,
    dist_process_water_m     double precision,
    process_water_m3_d       double precision,
    sewage_state             text,
    dist_sewage_m            double precision,
    sewage_m3_d              double precision,
    heat_state               text,
    dist_heat_m              double precision,
    heat_kw                  double precision,
    fibre_state              text,
    dist_fibre_m             double precision,
    stormwater_state         text,
    dist_stormwater_m        double precision,
    power_kv                 double precision,
    dist_national_road_m     double precision,
    dist_freight_station_m   double precision,
    dist_passenger_station_m double precision,
    dist_sea_port_m          double precision,
    dist_river_port_m        double precision,
    dist_airport_m           double precision,
    dist_border_crossing_m   double precision,
    dist_public_transport_m  double precision,
    dist_city_centre_m       double precision,
    siding_state             text,
    road_quality             text,
    zoning                   text,
    permission_type          text,
    permission_on            date,
    max_height_m             double precision,
    max_coverage_pct         double precision,
    hazard_class_max         text,
    restrictions             text[],
    building_count           bigint,
    floor_area_m2            double precision,
    clear_height_m           double precision,
    crane_t                  double precision,
    building_condition       text,
    building_vacancy         text,
    heritage                 text[],
    contaminants             text[],
    hazardous_substances     boolean,
    nature_zone              text,
    flood_zone               text,
    slope_pct                double precision,
    elevation_m              double precision,
    groundwater_depth_m      double precision,
    geotechnical_survey      boolean,
    completeness_pct         bigint,
    homes_min                bigint,
    homes_max                bigint,
    deliverable              boolean,
    source_key               text,
    source_url               text,
    first_listed_on          date,
    checked_on               date,
    published_at             timestamptz,
    contact_named            boolean
);
-- Read whole and often: unpacking must not cost more than reading. A server built without lz4 keeps its own method.
-- +goose StatementBegin
do $$
begin
    alter table site_public alter column properties set compression lz4;
exception
    when feature_not_supported then null;
end
$$;
-- +goose StatementEnd
create unique index site_public_ref_idx on site_public (ref);
create index site_public_geom_idx on site_public using gist (geom_3857);
create index site_public_area_idx on site_public (area_m2 desc nulls last, id);
create index site_public_territories_idx on site_public using gin (territories);
-- Clusters of low zooms read nothing but this index.
create index site_public_mercator_idx on site_public (mercator_cell) include (mercator_x, mercator_y, id);
comment on table site_public is
    'The published projection: one flat, typed row for each site that the public sees, with one column for each row of the table of fields. Publishing rewrites one row; drafts never reach it.';
comment on column site_public.id is 'site.id, the feature id of tiles.';
comment on column site_public.revision_seq is 'The revision whose document is shown.';
comment on column site_public.properties is 'The properties of the GeoJSON feature, encoded once.';
comment on column site_public.point_3857 is 'Where labels and clusters stand; inside the outline.';
comment on column site_public.mercator_x is 'mercator_column of point_3857.';
comment on column site_public.mercator_y is 'mercator_row of point_3857.';
comment on column site_public.mercator_cell is 'Both interleaved.';
