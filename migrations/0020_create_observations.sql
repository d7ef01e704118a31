-- +goose Up
create table observation (
    id               uuid constraint observation_pkey primary key,
    campaign_id      bigint not null constraint observation_campaign_fkey references campaign,
    task_id          bigint not null constraint observation_task_fkey references campaign_task,
    observer         text not null,
    question_version int not null,
    sighting         text not null constraint observation_sighting_known check (sighting in ('there', 'not_there', 'unclear', 'not_reached')),
    answers          jsonb not null default '{}',
    comment          text,
    geom             geometry(Point, 4326),
    accuracy_m       double precision constraint observation_accuracy_range check (accuracy_m >= 0),
    photos           uuid[] not null default '{}',
    observed_at      timestamptz not null,
    received_at      timestamptz not null default clock_timestamp(),
    verdict          text constraint observation_verdict_known check (verdict in ('accepted', 'redo', 'doubtful')),
    verdict_by       text,
    verdict_at       timestamptz,
    remark           text,
    constraint observation_questions_fkey foreign key (campaign_id, question_version) references campaign_questions (campaign_id, version),
    constraint observation_position_whole check ((geom is null) = (accuracy_m is null)),
    constraint observation_judged check ((verdict is null) = (verdict_by is null) and (verdict is null) = (verdict_at is null))
);
create index observation_campaign_idx on observation (campaign_id, received_at desc, id);
create index observation_task_idx on observation (task_id, received_at);
comment on table observation is 'What one observer saw at one place. Written once; only the verdict comes later.';
comment on column observation.id is 'Made by the device, so that what is sent twice is there once.';
comment on column observation.answers is 'By the key of the question; null: nobody can tell.';
comment on column observation.accuracy_m is 'Radius in which the device is with 95 %.';
comment on column observation.photos is 'The photos that the device has taken, whether or not they have come.';
comment on column observation.observed_at is 'By the clock of the device.';

create table observation_photo (
    id             uuid constraint observation_photo_pkey primary key,
    observation_id uuid not null constraint observation_photo_observation_fkey references observation,
    hash           bytea not null,
    received_at    timestamptz not null default clock_timestamp()
);
create index observation_photo_observation_idx on observation_photo (observation_id);
create index observation_photo_hash_idx on observation_photo (hash);
comment on table observation_photo is 'Photos of observations that have come. Never public.';
comment on column observation_photo.hash is 'The file under which media_file keeps it; the file may have been erased.';
