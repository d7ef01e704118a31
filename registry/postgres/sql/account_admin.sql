-- Whether there is an administrator who may sign in.
select exists (select from account a join account_grant g on g.account_id = a.id
               where a.disabled_at is null and g.role = 'admin' and g.territory is null)
