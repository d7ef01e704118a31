-- One account.
select id, email, name, grants, has_password, password_one_time, has_oidc, version, created_at, last_seen_at, disabled_at
from account_known where id = @id
