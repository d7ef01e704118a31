-- The sites that were checked longest ago, or of which nobody knows when.
with seen as materialized (
    select p.id, p.ref, p.territories, p.freshness, p.stale_groups, p.readiness, p.completeness_pct, p.checked_on, s.steward, s.names
    from site_public p join site s using (id)
    where (@everywhere::boolean or p.territories && @within::text[])
      and (@territory::text = '' or @territory::text = any(p.territories))
      and (@steward::text = '' or s.steward = @steward::text)
)
select ref, coalesce(names, '{}'), checked_on, coalesce(freshness, ''), coalesce(stale_groups, '{}'), coalesce(steward, '')
from seen
where freshness is distinct from 'fresh'
order by checked_on nulls first, ref
limit 20
