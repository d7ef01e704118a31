-- How many other views an account has, and whether one of them has the name.
select (select count(*) from saved_view v where v.account_id = a.id and v.id <> @id::bigint)::int,
       exists (select from saved_view v where v.account_id = a.id and v.id <> @id::bigint and v.name = @name::text)
from account a where a.id = @account for update
