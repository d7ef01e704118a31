-- Notes that somebody was here.
update account set last_seen_at = now() where id = @id
