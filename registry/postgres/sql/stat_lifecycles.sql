-- All sites that the reader may read, by lifecycle.
with places as (
    select id, code from (select t.id, t.code, territories_of(t.id) as codes from territory t) l
    where (@everywhere::boolean or l.codes && @within::text[]) and (@territory::text = '' or @territory::text = any(l.codes))
)
select s.lifecycle, count(*)
from site s
where (@everywhere::boolean and @territory::text = '' or s.territory_id in (select id from places))
  and (@steward::text = '' or s.steward = @steward::text)
group by s.lifecycle
