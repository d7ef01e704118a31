-- The ladders of some territories, from the country down.
select asked.code, t.code, t.scheme, t.level, coalesce(p.code, ''), t.names
from (select t.code, territories_of(t.id) as codes from territory t where t.code = any(@codes::text[])) asked
cross join lateral unnest(asked.codes) with ordinality as step (code, place)
join territory t on t.code = step.code
left join territory p on p.id = t.parent_id
order by asked.code, step.place
