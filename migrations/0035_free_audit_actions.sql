-- +goose Up
-- What is done to the registry as a whole grows with it, and the table of actions is the program's: the database holds
-- to their form, and to which of them are about an account.
alter table audit_log
    drop constraint audit_log_action_known,
    drop constraint audit_log_about_account,
    add constraint audit_log_action_form check (action ~ '^[a-z]+\.[a-z_]+$'),
    add constraint audit_log_about_account check
        ((account_id is not null) = (split_part(action, '.', 1) in ('account', 'grant', 'password', 'token')));
