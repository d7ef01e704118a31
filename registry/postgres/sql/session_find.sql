-- Whose session it is, and whether its use has to be noted.
select s.expires_at, s.used_at < now() - interval '1 minute', a.id, a.email, a.name, a.grants, a.has_password, a.password_one_time, a.has_oidc, a.version, a.created_at, a.last_seen_at, a.disabled_at
from session s join account_known a on a.id = s.account_id
where s.digest = @digest and s.expires_at > now() and s.used_at > now() - make_interval(secs => @idle)
  and a.disabled_at is null
