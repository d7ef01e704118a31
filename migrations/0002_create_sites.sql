-- +goose Up
-- Where records come from.
create table source (
    id       bigint generated always as identity primary key,
    code     text not null constraint source_code_key unique,
    name     text not null,
    producer text,
    url      text,
    licence  text
);

-- The current record of a site: what the newest revision says, draft or
-- published. Everything here is derived from the ledger's documents and is
-- written in the transaction that appends the revision.
create table site (
    id               bigint generated always as identity primary key,
    ref              text not null constraint site_ref_key unique,
    source_id        bigint not null constraint site_source_fkey references source,
    source_key       text not null,
    lifecycle        text not null default 'draft' constraint site_lifecycle_known check (lifecycle in
        ('candidate', 'draft', 'in_review', 'published', 'reserved', 'contracted', 'reused', 'withdrawn', 'merged', 'split')),
    version          int not null,             -- of the newest revision
    head_seq         bigint not null,          -- newest revision
    published_seq    bigint,                   -- revision that the public sees
    published_at     timestamptz,
    record_digest    bytea not null,           -- of the newest record with its outline
    source_digest    bytea,                    -- of what the source said last
    territory_id     bigint constraint site_territory_fkey references territory,
    kind             text,
    confirmation     text,
    availability     text,
    names            jsonb not null default '{}',
    summary          jsonb,
    address          text,
    former_use       text,
    occupancy        text,
    servicing        text,
    allowed_uses     text[],
    area_declared_m2 double precision constraint site_area_positive check (area_declared_m2 > 0),
    area_usable_m2   double precision constraint site_area_usable_positive check (area_usable_m2 > 0),
    location_quality text,
    checked_on       date,
    demonstration    boolean not null default false,
    constraint site_source_key unique (source_id, source_key)
);
create index site_territory_idx on site (territory_id);

-- A site lies in a surface, or at a point while no outline is known.
create table surface (
    site_id bigint primary key constraint surface_site_fkey references site,
    geom    geometry(MultiPolygon, 4326) not null,
    area_m2 double precision not null generated always as (ST_Area(geom::geography)) stored
);
create index surface_geom_idx on surface using gist (geom);

create table point (
    site_id bigint primary key constraint point_site_fkey references site,
    geom    geometry(Point, 4326) not null,
    quality text
);
create index point_geom_idx on point using gist (geom);

create table parcel (
    site_id          bigint not null constraint parcel_site_fkey references site,
    position         int not null,
    cadastre         text,
    cadastral_number text,
    raw_number       text,
    area_m2          double precision,
    share_pct        double precision constraint parcel_share_range check (share_pct > 0 and share_pct <= 100),
    land_category    text,
    purpose          text,
    ownership        text,
    "right"          text,
    registry_status  text,
    normative_value  double precision,
    normative_value_currency text,
    normative_value_on date,
    constraint parcel_pkey primary key (site_id, position)
);
create index parcel_cadastral_number_idx on parcel (cadastral_number);

create table offer (
    site_id          bigint not null constraint offer_site_fkey references site,
    position         int not null,
    mode             text,
    price_amount     double precision constraint offer_price_positive check (price_amount >= 0),
    currency         text constraint offer_currency_form check (currency ~ '^[A-Z]{3}$'),
    price_basis      text,
    vat_included     boolean,
    price_as_of      date,
    lease_min_months int,
    lease_max_months int,
    available_from   date,
    procedure        text,
    url              text,
    constraint offer_pkey primary key (site_id, position),
    constraint offer_lease_order check (lease_min_months <= lease_max_months)
);

create table utility (
    site_id            bigint not null constraint utility_site_fkey references site,
    position           int not null,
    network            text not null,
    state              text,
    distance_m         double precision constraint utility_distance_positive check (distance_m >= 0),
    capacity_total     double precision constraint utility_capacity_total_positive check (capacity_total >= 0),
    capacity_available double precision constraint utility_capacity_available_positive check (capacity_available >= 0),
    capacity_basis     text,
    capacity_as_of     date,
    valid_until        date,
    asset              text,
    voltage_kv         double precision,
    diameter_mm        double precision,
    connection_months  int,
    provider           text,
    constraint utility_pkey primary key (site_id, position)
);

create table access (
    site_id         bigint not null constraint access_site_fkey references site,
    position        int not null,
    mode            text not null,
    state           text,
    basis           text,
    target          text,
    straight_m      double precision constraint access_straight_positive check (straight_m >= 0),
    route_m         double precision constraint access_route_positive check (route_m >= 0),
    drive_min_car   double precision,
    drive_min_truck double precision,
    quality         text,
    axle_load_t     double precision,
    siding_state    text,
    as_of           date,
    constraint access_pkey primary key (site_id, position)
);

create table building (
    site_id        bigint not null constraint building_site_fkey references site,
    position       int not null,
    name           text,
    count          int,
    type           text,
    floor_area_m2  double precision,
    footprint_m2   double precision,
    floors         int,
    clear_height_m double precision,
    crane_t        double precision,
    year_first     int,
    year_last      int,
    vacancy        text,
    condition      text,
    heritage       text,
    hazardous      text,
    constraint building_pkey primary key (site_id, position)
);

create table planning (
    site_id           bigint primary key constraint planning_site_fkey references site,
    doc_type          text,
    zone_code         text,
    zone_label        text,
    permission_status text,
    permission_type   text,
    permission_on     date,
    history_urls      jsonb,
    max_height_m      double precision,
    max_coverage_pct  double precision,
    hazard_class_max  text,
    restrictions      jsonb
);

create table environment (
    site_id              bigint primary key constraint environment_site_fkey references site,
    contamination        text,
    contaminants         jsonb,
    contamination_origin text,
    studied_on           date,
    studied_year         int,
    contaminated_m2      double precision,
    hazardous_substances boolean,
    nature_zone          text
);

create table readiness_item (
    site_id     bigint not null constraint readiness_item_site_fkey references site,
    position    int not null,
    item        text not null,
    state       text,
    issued_on   date,
    valid_until date,
    url         text,
    constraint readiness_item_pkey primary key (site_id, position)
);

create table contact (
    site_id      bigint primary key constraint contact_site_fkey references site,
    organisation text,
    role         text,
    email        text,
    phone        text,
    languages    jsonb,
    answer_days  int,
    tested_on    date
);

-- The evidence behind one field of a site.
create table fact (
    site_id     bigint not null constraint fact_site_fkey references site,
    field       text not null,
    state       text,
    source      text,
    method      text,
    as_of       date,
    verified_by text,
    verified_on date,
    note        text,
    constraint fact_pkey primary key (site_id, field)
);

-- Numbers of public references: <prefix>-<year>-<number>.
create table ref_counter (
    prefix text not null,
    year   int not null,
    last   int not null,
    constraint ref_counter_pkey primary key (prefix, year)
);
