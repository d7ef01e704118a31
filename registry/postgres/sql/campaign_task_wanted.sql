-- Of references those that cannot have a task: there is no such site any more,
-- or it lies outside of the territory.
select w.ref
from unnest(@refs::text[]) as w (ref)
left join site s on s.ref = w.ref
where s.id is null or s.lifecycle in ('reused', 'withdrawn', 'merged', 'split')
   or @territory::text <> '' and not @territory::text = any(territories_of(s.territory_id))
order by w.ref
limit 20
