-- Notes the use of a token and of its account.
with used as (update access_token set last_used_at = now() where id = @id returning account_id)
update account set last_seen_at = now() where id in (select account_id from used)
