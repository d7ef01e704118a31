-- +goose Up
create table campaign (
    id           bigint generated always as identity constraint campaign_pkey primary key,
    name         text not null,
    note         text,
    territory_id bigint constraint campaign_territory_fkey references territory,
    deadline     date,
    state        text not null default 'planned' constraint campaign_state_known check (state in ('planned', 'open', 'closed', 'cancelled')),
    reason       text,
    version      int not null default 1,
    activity     bigint not null default 1,
    created_at   timestamptz not null default clock_timestamp(),
    created_by   text not null,
    opened_at    timestamptz,
    closed_at    timestamptz
);
comment on table campaign is 'An inventory: many places are looked at with the same questions.';
comment on column campaign.territory_id is 'Null for everywhere.';
comment on column campaign.version is 'Goes up with every change of the campaign itself.';
comment on column campaign.activity is 'Goes up with every change of the campaign, its tasks or their observations.';

create table campaign_questions (
    campaign_id bigint not null constraint campaign_questions_campaign_fkey references campaign,
    version     int not null,
    questions   jsonb not null,
    at          timestamptz not null default clock_timestamp(),
    by          text not null,
    constraint campaign_questions_pkey primary key (campaign_id, version)
);
comment on table campaign_questions is
    'The questions of a campaign. Until it is opened they are replaced; from then on a change is a new version, since answers name the one they were given to.';

create table campaign_task (
    id          bigint generated always as identity constraint campaign_task_pkey primary key,
    campaign_id bigint not null constraint campaign_task_campaign_fkey references campaign,
    site_id     bigint constraint campaign_task_site_fkey references site,
    label       text not null,
    geom        geometry(Point, 4326) not null,
    source      text,
    candidate   boolean not null,
    assignee    text,
    state       text not null default 'open' constraint campaign_task_state_known check
                (state in ('open', 'taken', 'answered', 'redo', 'verified', 'skipped')),
    comment     text,
    second      boolean not null default false,
    changed_at  timestamptz not null default clock_timestamp(),
    folded_at   timestamptz,
    folded      text constraint campaign_task_folded_known check (folded in ('draft', 'unchanged', 'created', 'withdraw', 'nothing')),
    folded_site bigint constraint campaign_task_folded_site_fkey references site,
    constraint campaign_task_site_key unique (campaign_id, site_id),
    constraint campaign_task_folded_whole check ((folded_at is null) = (folded is null))
);
create index campaign_task_campaign_idx on campaign_task (campaign_id, id);
create index campaign_task_state_idx on campaign_task (campaign_id, state);
create index campaign_task_assignee_idx on campaign_task (assignee, campaign_id) where assignee is not null;
create index campaign_task_site_idx on campaign_task (site_id) where site_id is not null;
create index campaign_task_geom_idx on campaign_task using gist (geom);
comment on table campaign_task is 'One place to be looked at: a site, or a spot where none is known.';
comment on column campaign_task.geom is 'Where the observer goes: a point on the outline as it was when the task was made.';
comment on column campaign_task.source is 'Code of the register that the site comes from; null for a drawn place.';
comment on column campaign_task.candidate is 'The site was not confirmed when the task was made.';
comment on column campaign_task.assignee is 'As in the ledger: user:<number>.';
comment on column campaign_task.second is 'A second observer is wanted beside the first.';
comment on column campaign_task.folded is 'What became of it when what was seen went into the drafts.';
