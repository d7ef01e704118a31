-- What was done to accounts and settings, newest first.
select id, at, actor, action, coalesce(account_id, 0), detail from audit_log
where (@account::bigint = 0 or account_id = @account::bigint) and (@before::bigint = 0 or id < @before::bigint)
  and (@action::text = '' or action = @action::text) and (@actor::text = '' or actor = @actor::text)
order by id desc limit @most
