-- What was done to accounts, newest first.
select id, at, actor, action, account_id, detail from audit_log
where (@account::bigint = 0 or account_id = @account::bigint) and (@before::bigint = 0 or id < @before::bigint)
order by id desc limit @most
