-- The published sites that the reader may read, in figures: by freshness, by
-- clocks whose facts are stale, by tenths of completeness, by readiness.
with seen as materialized (
    select p.id, p.ref, p.territories, p.freshness, p.stale_groups, p.readiness, p.completeness_pct, p.checked_on, s.steward, s.names
    from site_public p join site s using (id)
    where (@everywhere::boolean or p.territories && @within::text[])
      and (@territory::text = '' or @territory::text = any(p.territories))
      and (@steward::text = '' or s.steward = @steward::text)
)
select count(*), count(*) filter (where freshness = 'fresh'), count(*) filter (where freshness = 'due'),
       count(*) filter (where freshness = 'stale'), count(*) filter (where freshness = 'expired'), count(*) filter (where freshness is null),
       (select array_agg((select count(*) from seen where c = any(stale_groups)) order by n)
        from unnest(@clocks::text[]) with ordinality as u (c, n)),
       (select array_agg((select count(*) from seen where least(completeness_pct / 10, 9) = n) order by n) from generate_series(0, 9) n),
       (select array_agg((select count(*) from seen where readiness = n) order by n) from generate_series(0, 4) n)
from seen
