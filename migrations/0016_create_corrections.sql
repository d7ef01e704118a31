-- +goose Up
create table correction (
    id            bigint generated always as identity constraint correction_pkey primary key,
    site_id       bigint not null constraint correction_site_fkey references site,
    state         text not null default 'new' constraint correction_state_known check
                  (state in ('new', 'accepted', 'partly', 'rejected', 'duplicate')),
    changes       jsonb not null default '{}',
    text          text,
    evidence      text,
    evidence_urls text[] not null default '{}',
    language      text,
    created_at    timestamptz not null default clock_timestamp(),
    decided_at    timestamptz,
    decided_by    text,
    reply         text,
    accepted      text[] not null default '{}',
    constraint correction_decided check ((state = 'new') = (decided_at is null) and (state = 'new') = (decided_by is null)
        and (state = 'new') = (reply is null))
);
create index correction_site_idx on correction (site_id, id);
create index correction_state_idx on correction (state, id);
comment on table correction is 'What the public says is wrong with a site, and what was decided of it.';
comment on column correction.changes is 'New values by path, as in revision.changes; null takes a value away.';
comment on column correction.decided_by is 'As in the ledger: user:<number>, cli.';
comment on column correction.reply is 'Public.';
comment on column correction.accepted is 'The paths whose changes went into the draft of the site.';

create table correction_sender (
    correction_id bigint constraint correction_sender_pkey primary key constraint correction_sender_correction_fkey references correction,
    email         text not null,
    at            timestamptz not null default clock_timestamp()
);
create index correction_sender_at_idx on correction_sender (at);
comment on table correction_sender is
    'Personal data of whoever proposed a correction, apart from it: read by those who decide, never public, erased after 90 days.';
