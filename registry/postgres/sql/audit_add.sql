-- Notes what was done to an account.
insert into audit_log (actor, action, account_id, detail) values (@actor, @action, @account, @detail)
