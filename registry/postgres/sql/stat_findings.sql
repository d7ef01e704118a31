-- What the last check found in the sites that the reader may read, by rule.
with places as (
    select id, code from (select t.id, t.code, territories_of(t.id) as codes from territory t) l
    where (@everywhere::boolean or l.codes && @within::text[]) and (@territory::text = '' or @territory::text = any(l.codes))
)
select k.rule, k.severity, count(*) filter (where not k.waived), count(*) filter (where k.waived)
from stock_finding k join site s on s.id = k.site_id
where k.gone_at is null
  and (@everywhere::boolean and @territory::text = '' or s.territory_id in (select id from places))
  and (@steward::text = '' or s.steward = @steward::text)
group by k.rule, k.severity
order by k.rule, k.severity
