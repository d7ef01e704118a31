-- +goose Up
alter table correction add column asks text[] not null default '{}';
comment on column correction.asks is 'Fields of which the sender asks what is true, by name: facts that nobody has recorded.';
