-- The views of an account, and those that others share.
select v.id, v.account_id, a.name, v.name, v.query, v.shared, v.changed_at
from saved_view v join account a on a.id = v.account_id
where v.account_id = @account or v.shared
order by v.name, v.id
