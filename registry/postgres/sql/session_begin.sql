-- Begins a session of an account that may sign in and whose password is still the one that was given ("" where none was).
insert into session (digest, account_id, expires_at, agent)
select @digest, a.id, now() + make_interval(secs => @whole), @agent
from account a
where a.id = @id and a.disabled_at is null and (@hash::text = '' or a.password_hash = @hash::text)
for no key update
returning account_id
