-- Notes the use of a session and of its account.
with used as (update session set used_at = now() where digest = @digest returning account_id)
update account set last_seen_at = now() where id in (select account_id from used)
