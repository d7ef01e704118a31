-- The same by steward; those that nobody looks after are among them.
with seen as materialized (
    select p.id, p.ref, p.territories, p.freshness, p.stale_groups, p.readiness, p.completeness_pct, p.checked_on, s.steward, s.names
    from site_public p join site s using (id)
    where (@everywhere::boolean or p.territories && @within::text[])
      and (@territory::text = '' or @territory::text = any(p.territories))
      and (@steward::text = '' or s.steward = @steward::text)
)
select coalesce(s.steward, ''), coalesce(max(a.name), ''), count(*), count(*) filter (where freshness = 'fresh'), count(*) filter (where freshness = 'due'),
       count(*) filter (where freshness = 'stale'), count(*) filter (where freshness = 'expired'), count(*) filter (where freshness is null)
from seen s
left join account a on s.steward = 'user:' || a.id
group by s.steward
order by count(*) desc, s.steward
limit 500
