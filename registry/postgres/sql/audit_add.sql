-- Notes what was done to an account, or to a setting.
insert into audit_log (actor, action, account_id, detail) values (@actor, @action, nullif(@account::bigint, 0), @detail)
