-- +goose Up
-- What a department is told of its stock: findings over time, what has to be
-- looked at next, who looks after which site.

alter table site add column steward text, add column deputy text;
comment on column site.steward is 'Who looks after it, of the newest record.';
comment on column site.deputy is 'Who does while the steward cannot.';
update site s
set steward = nullif(r.document -> 'internal' ->> 'steward', ''), deputy = nullif(r.document -> 'internal' ->> 'deputy', '')
from revision r
where r.seq = s.head_seq and r.document::text like '%"internal":%';
create index site_steward_idx on site (steward) where steward is not null;
create index site_deputy_idx on site (deputy) where deputy is not null;

create table finding_day (
    day       date not null,
    rule      text not null,
    severity  text not null constraint finding_day_severity_known check (severity in ('error', 'warning')),
    territory text not null,
    findings  bigint not null,
    waived    bigint not null,
    sites     bigint not null,
    constraint finding_day_pkey primary key (day, rule, severity, territory)
);
comment on table finding_day is
    'How many findings the last check of a day made, by rule and smallest territory (its code; empty where sites lie in none): so that everybody is told of those that they may read. Days without a check have no rows.';
comment on column finding_day.findings is 'Those without a written reason.';
comment on column finding_day.waived is 'Those with one.';
comment on column finding_day.sites is 'Sites that have such a finding without a written reason.';

create table reminder (
    id      bigint generated always as identity constraint reminder_pkey primary key,
    site_id bigint not null constraint reminder_site_fkey references site,
    kind    text not null constraint reminder_kind_known check (kind in ('facts', 'letter', 'document', 'reservation', 'contact')),
    about   text not null,
    state   text not null constraint reminder_state_known check (state in ('due', 'over', 'unknown')),
    due_on  date,
    since   date not null,
    constraint reminder_key unique (site_id, kind, about)
);
comment on table reminder is
    'What has to be looked at at a site, by its newest record: brought up to date once a day. A row goes when there is nothing to be reminded of any more.';
comment on column reminder.about is 'Freshness clock, network, hash of a document; empty where the kind says all.';
comment on column reminder.due_on is 'Last day on which it is all right; null where nobody knows.';
comment on column reminder.since is 'The day on which it was first noticed.';
