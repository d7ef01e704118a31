-- +goose Up
-- The audit log also tells of what an administrator sets: clocks, territories,
-- mappings of sources. Such entries are about no account.
alter table audit_log
    alter column account_id drop not null,
    drop constraint audit_log_action_known,
    add constraint audit_log_action_known check (action in
        ('account.create', 'account.rename', 'account.disable', 'account.enable', 'account.link', 'grant.add', 'grant.remove',
         'password.set', 'password.change', 'token.create', 'token.revoke', 'clock.set', 'territory.put', 'mapping.forget')),
    add constraint audit_log_about_account check ((account_id is null) = (action in ('clock.set', 'territory.put', 'mapping.forget')));
create index audit_log_action_idx on audit_log (action, id);
comment on table audit_log is
    'Who did what to accounts, grants and tokens, and to what the whole registry is set to, for ever. It holds no personal data: people are numbers in it.';
comment on column audit_log.account_id is 'The account that it was done to; null for settings.';
