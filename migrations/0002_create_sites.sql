-- +goose Up
create table source (
    id       bigint generated always as identity constraint source_pkey primary key,
    code     text not null constraint source_code_key unique,
    name     text not null,
    producer text,
    url      text,
    licence  text
);
comment on table source is 'The registers that records come from.';

create table site (
    id               bigint generated always as identity constraint site_pkey primary key,
    ref              text not null constraint site_ref_key unique,
    source_id        bigint not null,
    source_key       text not null,
    lifecycle        text not null default 'draft' constraint site_lifecycle_known check (lifecycle in
        ('candidate', 'draft', 'in_review', 'published', 'reserved', 'contracted', 'reused', 'withdrawn', 'merged', 'split')),
    review           text constraint site_review_known check (review in ('draft', 'in_review', 'returned')),
    version          int not null,
    head_seq         bigint not null,
    published_seq    bigint,
    published_at     timestamptz,
    record_digest    bytea not null,
    shown_digest     bytea,
    source_digest    bytea,
    territory_id     bigint,
    kind             text,
    confirmation     text,
    availability     text,
    names            jsonb,
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
create index site_territory_idx on site (territory_id) where territory_id is not null;
comment on table site is
    'The newest record of each site, draft or published. Like all tables below it, it is written in the transaction that appends the revision it comes from.';
comment on column site.version is 'Version of the newest revision.';
comment on column site.head_seq is 'Newest revision.';
comment on column site.review is 'What the newest record is to the published one; null where it is the published one.';
comment on column site.published_seq is 'Revision whose document was published last; null for a site that never was. The public sees it while the lifecycle is one that it sees.';
comment on column site.record_digest is 'record_digest of the newest revision.';
comment on column site.shown_digest is 'The same of the document without its member extra, which exports leave out; null where there is none.';
comment on column site.source_digest is 'Digest of what the source said last, as its file had it; tells an unchanged row of an import.';

create table surface (
    site_id bigint constraint surface_pkey primary key,
    geom    geometry(MultiPolygon, 4326) not null,
    area_m2 double precision not null constraint surface_area_positive check (area_m2 > 0)
);
comment on table surface is 'The outline of a site; a site has a surface or a point.';
comment on column surface.area_m2 is 'On the ellipsoid of WGS 84.';

create table point (
    site_id bigint constraint point_pkey primary key,
    geom    geometry(Point, 4326) not null,
    quality text
);
comment on table point is 'Where a site lies while its outline is unknown.';

create table parcel (
    site_id          bigint not null,
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
comment on table parcel is 'A cadastral parcel, or a part of one, that belongs to a site.';

create table offer (
    site_id          bigint not null,
    position         int not null,
    mode             text,
    price_amount     double precision constraint offer_price_positive check (price_amount >= 0),
    currency         text constraint offer_currency_form check (currency ~ '^[A-Z]{3}$'),
    price_basis      text,
    vat_included     boolean,
    price_as_of      date,
    lease_min_months bigint,
    lease_max_months bigint,
    available_from   date,
    procedure        text,
    url              text,
    constraint offer_pkey primary key (site_id, position),
    constraint offer_lease_order check (lease_min_months <= lease_max_months)
);
comment on table offer is 'One way in which an investor can get a site.';

create table utility (
    site_id            bigint not null,
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
    connection_months  bigint,
    provider           text,
    constraint utility_pkey primary key (site_id, position)
);
comment on table utility is
    'One network at a site. Capacities in the unit of the network: electricity and heat kW, gas m³/h, water, sewage and stormwater m³/day, fibre and mobile Mbit/s.';

create table access (
    site_id         bigint not null,
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
comment on table access is 'How one mode of transport reaches a site; declared and computed rows side by side.';

create table building (
    site_id        bigint not null,
    position       int not null,
    name           text,
    count          bigint,
    type           text,
    floor_area_m2  double precision,
    footprint_m2   double precision,
    floors         bigint,
    clear_height_m double precision,
    crane_t        double precision,
    year_first     bigint,
    year_last      bigint,
    vacancy        text,
    condition      text,
    heritage       text,
    hazardous      text,
    constraint building_pkey primary key (site_id, position)
);
comment on table building is 'A building, or a group of like ones, on a site.';

create table planning (
    site_id           bigint constraint planning_pkey primary key,
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
comment on table planning is 'What plans and permissions say of a site.';

create table environment (
    site_id              bigint constraint environment_pkey primary key,
    contamination        text,
    contaminants         jsonb,
    contamination_origin text,
    studied_on           date,
    studied_year         bigint,
    contaminated_m2      double precision,
    hazardous_substances boolean,
    nature_zone          text
);
comment on table environment is 'What is known of contamination and protection at a site.';

create table readiness_item (
    site_id     bigint not null,
    position    int not null,
    item        text not null,
    state       text,
    issued_on   date,
    valid_until date,
    url         text,
    constraint readiness_item_pkey primary key (site_id, position)
);
comment on table readiness_item is 'One line of the check list behind the readiness level of a site.';

create table contact (
    site_id      bigint constraint contact_pkey primary key,
    organisation text,
    role         text,
    email        text,
    phone        text,
    languages    jsonb,
    answer_days  bigint,
    tested_on    date
);
comment on table contact is 'Who answers for a site: a named role with a mailbox.';

create table fact (
    site_id     bigint not null,
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
comment on table fact is 'The evidence behind one field of a site.';

create table ref_counter (
    prefix text not null,
    year   int not null,
    last   bigint not null,
    constraint ref_counter_pkey primary key (prefix, year)
);
comment on table ref_counter is 'The last number given out for references <prefix>-<year>-<number>.';

-- That a part has a site, and a site its source and territory, is checked once
-- for each statement. Checked row by row, as foreign keys are, it takes a fifth
-- of the time of an import of 100,000 sites. On the other side nothing that is
-- referred to can be deleted, and ids, being generated, never change.
-- +goose StatementBegin
create function refuse_parts_of_no_site() returns trigger language plpgsql as $$
begin
    if exists (select from added a where not exists (select from site s where s.id = a.site_id)) then
        raise exception 'a row of % belongs to no site', tg_table_name
            using errcode = 'foreign_key_violation', constraint = tg_table_name || '_has_site';
    end if;
    return null;
end
$$;
-- +goose StatementEnd

-- +goose StatementBegin
do $$
declare
    part text;
begin
    foreach part in array array['surface', 'point', 'parcel', 'offer', 'utility', 'access', 'building', 'planning',
                                'environment', 'readiness_item', 'contact', 'fact'] loop
        execute format('create trigger %1$s_has_site after insert on %1$s referencing new table as added
                        for each statement execute function refuse_parts_of_no_site()', part);
        execute format('create trigger %1$s_keeps_site after update on %1$s referencing new table as added
                        for each statement execute function refuse_parts_of_no_site()', part);
    end loop;
end
$$;
-- +goose StatementEnd

-- +goose StatementBegin
create function refuse_sites_of_nowhere() returns trigger language plpgsql as $$
begin
    if exists (select from added a where not exists (select from source s where s.id = a.source_id)) then
        raise exception 'a site comes from no source' using errcode = 'foreign_key_violation', constraint = 'site_has_source';
    end if;
    if exists (select from added a where a.territory_id is not null
               and not exists (select from territory t where t.id = a.territory_id)) then
        raise exception 'a site lies in no territory' using errcode = 'foreign_key_violation', constraint = 'site_has_territory';
    end if;
    return null;
end
$$;
-- +goose StatementEnd

create trigger site_has_source after insert on site referencing new table as added
    for each statement execute function refuse_sites_of_nowhere();
create trigger site_keeps_source after update on site referencing new table as added
    for each statement execute function refuse_sites_of_nowhere();

-- +goose StatementBegin
create function refuse_removal_in_use() returns trigger language plpgsql as $$
begin
    if tg_table_name = 'source' and exists (select from site where source_id = old.id)
            or tg_table_name = 'territory' and exists (select from site where territory_id = old.id) then
        raise exception 'sites refer to this %', tg_table_name using errcode = 'foreign_key_violation';
    end if;
    return old;
end
$$;
-- +goose StatementEnd

create trigger source_in_use before delete on source for each row execute function refuse_removal_in_use();
create trigger territory_in_use before delete on territory for each row execute function refuse_removal_in_use();

-- +goose StatementBegin
create function refuse_site_removal() returns trigger language plpgsql as $$
begin
    raise exception 'sites are never deleted; their life ends' using errcode = 'restrict_violation';
end
$$;
-- +goose StatementEnd

create trigger site_never_deleted before delete on site
    for each row execute function refuse_site_removal();
create trigger site_never_truncated before truncate on site
    for each statement execute function refuse_site_removal();
