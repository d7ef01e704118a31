-- +goose Up
-- What is true of a site on a day: the ledger says what is known, the day says how old that is.
create table clock (
    name text constraint clock_pkey primary key,
    days int not null constraint clock_days_range check (days between 1 and 36500)
);
comment on table clock is
    'The freshness clocks for which the registry has other days than the program (registry.Clocks). Every process reads them here.';

alter table site_public
    add column available_now boolean,
    add column available_why text,
    add column freshness     text,
    add column stale_groups  text[],
    add column next_check_on date,
    add column judged_on     date not null;
create index site_public_next_check_idx on site_public (next_check_on) where next_check_on is not null;
comment on column site_public.judged_on is
    'The day for which the dated fields were derived (registry.FlattenAt). They hold until the day before next_check_on.';
