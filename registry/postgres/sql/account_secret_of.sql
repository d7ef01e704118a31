-- The same by the number of the account.
select id, email, coalesce(password_hash, '') from account where id = @id and disabled_at is null
