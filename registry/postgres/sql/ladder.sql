-- The least and the most of a field's numbers in the published stock, without the outer fiftieths, infinite ones and
-- zeros. Called once for each field and revision, for distributions. Reads the whole stock.
select percentile_disc(0.02) within group (order by v), percentile_disc(0.98) within group (order by v)
from (select /*[value*/ 1::float8 /*value]*/ as v from site_public s) x
where v <> 0 and v < 'infinity'::float8
