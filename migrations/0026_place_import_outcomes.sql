-- +goose Up
-- What a table and a map of the rows of an upload show besides their states.

alter table import_outcome
    add column name      text not null default '',
    add column longitude double precision,
    add column latitude  double precision,
    add column held      boolean not null default false;
comment on column import_outcome.name is 'Of the site, in the language of the source; empty where the row has none, or was rejected while it was read.';
comment on column import_outcome.longitude is 'Of a point inside the place that the row says, in degrees; null where it says none that can be used.';
comment on column import_outcome.latitude is 'Likewise.';
comment on column import_outcome.held is 'Whether the row is stored, but kept from the public by an error.';
