-- One token.
select k.id, k.account_id, a.email, k.name, k.scope, k.created_at, k.expires_at, k.last_used_at, k.revoked_at
from access_token k join account a on a.id = k.account_id
where k.id = @id
