-- Ends a token, unless it has been ended before.
update access_token set revoked_at = now() where id = @id and revoked_at is null
