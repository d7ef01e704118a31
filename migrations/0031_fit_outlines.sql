-- +goose Up
-- What fits on an outline and along it: the largest rectangle inside and the longest unbroken frontage to a road.

create table road (
    id    bigint generated always as identity constraint road_pkey primary key,
    geom  geometry(LineString, 4326) not null
);
create index road_geom_idx on road using gist (geom);
comment on table road is 'The lines of roads by which frontages are measured: one layer, replaced as a whole.';

create table road_layer (
    only_one  boolean constraint road_layer_pkey primary key default true constraint road_layer_only_one check (only_one),
    source    text not null constraint road_layer_source_length check (length(source) between 1 and 500),
    licence   text not null constraint road_layer_licence_length check (length(licence) <= 500),
    lines     bigint not null,
    loaded_at timestamptz not null default now()
);
comment on table road_layer is 'Where the roads come from; no row while there are none.';

create function grown(outline geometry, metres double precision) returns geometry
    language sql immutable parallel safe
    return (select ST_Expand(outline, metres / 110500 / greatest(cos(radians(greatest(abs(ST_YMin(outline)), abs(ST_YMax(outline))))), 0.01), metres / 110500));
comment on function grown is 'The box around a geometry of WGS 84 with at least so many metres on each side: a degree of latitude is 110.5 km at least.';

create function roads_within(outline geometry, metres double precision) returns text
    language sql stable parallel safe
    return (select ST_AsGeoJSON(ST_Multi(ST_Collect(r.geom)), 9) from road r where r.geom && grown(outline, metres));
comment on function roads_within is 'The roads that may be within so many metres of an outline, as GeoJSON; null for none.';

create function has_roads_within(outline geometry, metres double precision) returns boolean
    language sql stable parallel safe
    return (select exists (select from road r where r.geom && grown(outline, metres)));
comment on function has_roads_within is 'Whether the layer of roads says something about the place.';

drop view site_newest;
alter table site_public
    add column rectangle_m2 double precision,
    add column rectangle_long_m double precision,
    add column rectangle_short_m double precision,
    add column frontage_measured_m double precision,
    add column rectangle geometry(Polygon, 4326),
    add column frontage geometry(LineString, 4326),
    add column fitted boolean not null default false;
alter table site_draft
    add column rectangle_m2 double precision,
    add column rectangle_long_m double precision,
    add column rectangle_short_m double precision,
    add column frontage_measured_m double precision,
    add column rectangle geometry(Polygon, 4326),
    add column frontage geometry(LineString, 4326),
    add column fitted boolean not null default false;
create index site_public_unfitted_idx on site_public (id) where not fitted;
create index site_draft_unfitted_idx on site_draft (id) where not fitted;
comment on column site_public.rectangle is 'The largest rectangle inside the outline; null where there is no outline.';
comment on column site_public.frontage is 'The longest unbroken piece of the outline along a road; null where there is none.';
comment on column site_public.fitted is 'Whether both have been measured of this outline and the roads that are there.';

create view site_newest as
    select * from site_draft
    union all
    select * from site_public p where not exists (select from site_draft d where d.id = p.id);
comment on view site_newest is
    'One row for each site with its newest record, published or not. Criteria of the desk are asked of it; never read for the public.';

alter table audit_log
    drop constraint audit_log_action_known,
    drop constraint audit_log_about_account,
    add constraint audit_log_action_known check (action in
        ('account.create', 'account.rename', 'account.disable', 'account.enable', 'account.link', 'grant.add', 'grant.remove',
         'password.set', 'password.change', 'token.create', 'token.revoke', 'clock.set', 'territory.put', 'mapping.forget', 'road.put')),
    add constraint audit_log_about_account
        check ((account_id is null) = (action in ('clock.set', 'territory.put', 'mapping.forget', 'road.put')));

create table site_touch (
    a_id bigint not null constraint site_touch_a_fkey references site_public on delete cascade,
    b_id bigint not null constraint site_touch_b_fkey references site_public on delete cascade,
    run_m double precision not null,
    constraint site_touch_pkey primary key (a_id, b_id),
    constraint site_touch_order check (a_id < b_id)
);
create index site_touch_b_idx on site_touch (b_id);
comment on table site_touch is 'Published sites that adjoin: their outlines run beside each other, unbroken, for some metres, and do not overlap.';
comment on column site_touch.run_m is 'The longest unbroken piece of their common boundary in metres.';
