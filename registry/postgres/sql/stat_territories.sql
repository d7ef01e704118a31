-- The same by territory: those right below the one that is asked for, those
-- that the reader is limited to, or the uppermost ones below the country.
with seen as materialized (
    select p.id, p.ref, p.territories, p.freshness, p.stale_groups, p.readiness, p.completeness_pct, p.checked_on, s.steward, s.names
    from site_public p join site s using (id)
    where (@everywhere::boolean or p.territories && @within::text[])
      and (@territory::text = '' or @territory::text = any(p.territories))
      and (@steward::text = '' or s.steward = @steward::text)
), within as (
    select u.code, s.freshness from seen s cross join lateral unnest(s.territories) as u (code)
), level as (
    select coalesce(min(t.level) filter (where t.level >= 1), min(t.level)) as top
    from territory t where t.code in (select code from within)
)
select t.code, t.level, t.names, exists (select from territory c where c.parent_id = t.id), count(*), count(*) filter (where freshness = 'fresh'), count(*) filter (where freshness = 'due'),
       count(*) filter (where freshness = 'stale'), count(*) filter (where freshness = 'expired'), count(*) filter (where freshness is null)
from within w
join territory t on t.code = w.code
left join territory p on p.id = t.parent_id
cross join level
where case when @territory::text <> '' then p.code = @territory::text
           when not @everywhere::boolean then t.code = any(@within::text[])
           else t.level = level.top end
group by t.id
order by count(*) desc, t.code collate "C"
limit 1000
