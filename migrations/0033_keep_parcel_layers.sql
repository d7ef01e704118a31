-- +goose Up
-- Layers of cadastral parcels: what a cadastre says, beside what the sites say. The editor draws by them.

create table parcel_layer (
    id        bigint generated always as identity constraint parcel_layer_pkey primary key,
    name      text not null constraint parcel_layer_name_key unique constraint parcel_layer_name_length check (length(name) between 1 and 100),
    source    text not null constraint parcel_layer_source_length check (length(source) between 1 and 500),
    licence   text not null constraint parcel_layer_licence_length check (length(licence) <= 500),
    as_of     date not null,
    read      bigint not null,
    kept      bigint not null,
    repaired  bigint not null,
    refused   jsonb not null,
    bounds    geometry(Polygon, 4326) not null,
    loaded_at timestamptz not null default now(),
    loaded_by text not null
);
comment on table parcel_layer is 'Where cadastral parcels come from. A layer is replaced as a whole, under another id, by one of the same name.';
comment on column parcel_layer.as_of is 'The day on which the cadastre said it.';
comment on column parcel_layer.read is 'Rows of the file: those kept and those refused.';
comment on column parcel_layer.repaired is 'Of those kept, the ones whose outline was not valid and was mended.';
comment on column parcel_layer.refused is 'How many rows were refused, by reason.';
comment on column parcel_layer.loaded_by is 'As in the ledger: user:<number>, cli, job:<name>.';

create table layer_parcel (
    id        bigint generated always as identity constraint layer_parcel_pkey primary key,
    layer_id  bigint not null constraint layer_parcel_layer_fkey references parcel_layer on delete cascade,
    number    text not null constraint layer_parcel_number_length check (length(number) between 1 and 100),
    cadastre  text not null,
    area_m2   double precision constraint layer_parcel_area_positive check (area_m2 > 0),
    purpose   text,
    ownership text,
    repaired  boolean not null,
    geom      geometry(MultiPolygon, 4326) not null constraint layer_parcel_geom_valid check (ST_IsValid(geom)),
    constraint layer_parcel_number_key unique (layer_id, number)
);
create index layer_parcel_number_idx on layer_parcel (number text_pattern_ops);
create index layer_parcel_geom_idx on layer_parcel using gist (geom);
comment on table layer_parcel is 'Parcels as a cadastre has them. They are no sites and stand in no ledger: a record keeps what it takes of them.';
comment on column layer_parcel.number is 'In the form of its cadastre.';
comment on column layer_parcel.area_m2 is 'As the cadastre states it; null where it does not.';
comment on column layer_parcel.geom is 'Valid, in coordinates of 7 decimals like all outlines.';

alter table audit_log
    drop constraint audit_log_action_known,
    drop constraint audit_log_about_account,
    add constraint audit_log_action_known check (action in
        ('account.create', 'account.rename', 'account.disable', 'account.enable', 'account.link', 'grant.add', 'grant.remove',
         'password.set', 'password.change', 'token.create', 'token.revoke', 'clock.set', 'territory.put', 'mapping.forget', 'road.put',
         'parcel.put')),
    add constraint audit_log_about_account
        check ((account_id is null) = (action in ('clock.set', 'territory.put', 'mapping.forget', 'road.put', 'parcel.put')));
