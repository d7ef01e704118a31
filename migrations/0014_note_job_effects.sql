-- +goose Up
create table job_effect (
    duty text not null,
    slot timestamptz not null,
    done bigint not null,
    at   timestamptz not null default clock_timestamp(),
    constraint job_effect_pkey primary key (duty, slot)
);
comment on table job_effect is
    'What the registry did by itself: one row for each time at which a duty had something to do, written in the transaction that did it, so that it is done once whatever is killed.';
comment on column job_effect.slot is 'The time that it was due.';
comment on column job_effect.done is 'How many sites, or what the duty is about, it changed.';
