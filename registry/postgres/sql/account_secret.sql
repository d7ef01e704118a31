-- What an account signs in with, by its e-mail address; nothing for one that may not sign in.
select id, email, coalesce(password_hash, '') from account where email_key = @email_key and disabled_at is null
