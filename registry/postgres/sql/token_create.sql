-- Adds a token of an account that may sign in, and that has no one-time password to change first unless that does not matter.
insert into access_token (digest, account_id, name, scope, expires_at)
select @digest, a.id, @name, @scope, now() + make_interval(days => @days)
from account a where a.id = @account and a.disabled_at is null and (@even_one_time or not a.password_one_time)
returning id
