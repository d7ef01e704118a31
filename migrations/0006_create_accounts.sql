-- +goose Up
create table account (
    id                bigint generated always as identity constraint account_pkey primary key,
    email             text not null,
    email_key         text not null constraint account_email_key unique,
    name              text not null,
    password_hash     text,
    password_one_time boolean not null default false,
    oidc_issuer       text,
    oidc_subject      text,
    version           int not null default 1,
    created_at        timestamptz not null default now(),
    last_seen_at      timestamptz,
    disabled_at       timestamptz,
    constraint account_oidc_key unique (oidc_issuer, oidc_subject),
    constraint account_oidc_whole check ((oidc_issuer is null) = (oidc_subject is null))
);
comment on table account is 'A person who may sign in. Accounts are disabled, never deleted: the ledger names them by number.';
comment on column account.email_key is 'The e-mail address in folded case, by which it is found.';
comment on column account.password_hash is 'argon2id as a PHC string; null for who signs in by OpenID Connect alone.';
comment on column account.password_one_time is 'Somebody else set the password: until it is changed, the account may do nothing else.';
comment on column account.oidc_issuer is 'Provider of single sign-on that vouches for the person, with its own name of the person in oidc_subject.';
comment on column account.version is 'Raised with each change that an administrator can make; the ETag of the account.';

create table account_grant (
    account_id bigint not null constraint account_grant_account_fkey references account,
    role       text not null constraint account_grant_role_known check (role in ('viewer', 'editor', 'reviewer', 'admin')),
    territory  text constraint account_grant_territory_fkey references territory (code),
    constraint account_grant_key unique nulls not distinct (account_id, territory)
);
comment on table account_grant is 'What an account may do: a role in a territory and those below it.';
comment on column account_grant.territory is 'Code of the territory; null everywhere.';

create view account_known as
select a.id, a.email, a.email_key, a.name,
       coalesce((select json_agg(json_build_object('role', g.role, 'territory', g.territory) order by g.territory nulls first)
                 from account_grant g where g.account_id = a.id), '[]') as grants,
       a.password_hash is not null as has_password, a.password_one_time, a.oidc_subject is not null as has_oidc,
       a.version, a.created_at, a.last_seen_at, a.disabled_at
from account a;
comment on view account_known is 'Accounts with their grants and without their secrets.';

create table session (
    digest     bytea constraint session_pkey primary key,
    account_id bigint not null constraint session_account_fkey references account,
    created_at timestamptz not null default now(),
    used_at    timestamptz not null default now(),
    expires_at timestamptz not null,
    agent      text not null
);
create index session_account_idx on session (account_id);
create index session_expires_idx on session (expires_at);
comment on table session is 'Who has signed in with a browser. Rows go when the session ends.';
comment on column session.digest is 'sha256 of what the cookie holds.';
comment on column session.used_at is 'When it was last used, to the minute.';
comment on column session.agent is 'What the browser calls itself, shortened.';

create table access_token (
    id           bigint generated always as identity constraint access_token_pkey primary key,
    digest       bytea not null constraint access_token_digest_key unique,
    account_id   bigint not null constraint access_token_account_fkey references account,
    name         text not null,
    scope        text[],
    created_at   timestamptz not null default now(),
    expires_at   timestamptz not null,
    last_used_at timestamptz,
    revoked_at   timestamptz
);
create index access_token_account_idx on access_token (account_id);
comment on table access_token is 'Personal access tokens, which programs sign in with.';
comment on column access_token.digest is 'sha256 of the token''s text, which is shown once and kept nowhere.';
comment on column access_token.scope is 'The operations that it is limited to; null for all that its account may do.';
comment on column access_token.last_used_at is 'To the minute.';

create table login_attempt (
    digest     bytea constraint login_attempt_pkey primary key,
    failures   int not null,
    counted_at timestamptz not null default now(),
    until      timestamptz not null
);
create index login_attempt_counted_idx on login_attempt (counted_at);
comment on table login_attempt is
    'How often signing in has failed, for each e-mail address (known or not) and for each client address. An attempt counts as failed from its beginning until it has succeeded, so attempts at the same time count too.';
comment on column login_attempt.digest is 'sha256 of what is counted, so that no addresses are kept.';
comment on column login_attempt.until is 'No further attempt before.';

create table audit_log (
    id         bigint generated always as identity constraint audit_log_pkey primary key,
    at         timestamptz not null default now(),
    actor      text not null,
    action     text not null constraint audit_log_action_known check (action in
               ('account.create', 'account.rename', 'account.disable', 'account.enable', 'account.link', 'grant.add', 'grant.remove',
                'password.set', 'password.change', 'token.create', 'token.revoke')),
    account_id bigint not null constraint audit_log_account_fkey references account,
    detail     jsonb not null
);
create index audit_log_account_idx on audit_log (account_id, id);
comment on table audit_log is 'Who did what to accounts, grants and tokens, for ever. It holds no personal data: people are numbers in it.';
comment on column audit_log.actor is 'As in the ledger: user:<number>, cli, job:<name>.';
comment on column audit_log.account_id is 'The account that it was done to.';

-- +goose StatementBegin
create function refuse_audit_change() returns trigger language plpgsql as $$
begin
    raise exception 'the audit log is append-only' using errcode = 'restrict_violation';
end
$$;
-- +goose StatementEnd

create trigger audit_log_append_only before update or delete on audit_log
    for each row execute function refuse_audit_change();
create trigger audit_log_never_truncated before truncate on audit_log
    for each statement execute function refuse_audit_change();
