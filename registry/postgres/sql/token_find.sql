-- Whose token it is, and whether its use has to be noted.
select k.id, k.scope, k.expires_at, coalesce(k.last_used_at < now() - interval '1 minute', true), a.id, a.email, a.name, a.grants, a.has_password, a.password_one_time, a.has_oidc, a.version, a.created_at, a.last_seen_at, a.disabled_at
from access_token k join account_known a on a.id = k.account_id
where k.digest = @digest and k.expires_at > now() and k.revoked_at is null and a.disabled_at is null
