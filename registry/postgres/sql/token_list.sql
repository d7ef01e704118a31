-- Tokens, newest first; of one account, or of all.
select k.id, k.account_id, a.email, k.name, k.scope, k.created_at, k.expires_at, k.last_used_at, k.revoked_at
from access_token k join account a on a.id = k.account_id
where (@everybody or k.account_id = @account) and (@before::bigint = 0 or k.id < @before::bigint)
order by k.id desc limit @most
