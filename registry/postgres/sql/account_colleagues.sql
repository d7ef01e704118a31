-- Who is at the desk: accounts that are not disabled and have a role.
select 'user:' || a.id, a.name from account a
where a.disabled_at is null and exists (select from account_grant g where g.account_id = a.id)
order by a.name, a.id limit 2000
