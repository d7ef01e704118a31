-- What the checks found over time, by rule.
with places as (
    select id, code from (select t.id, t.code, territories_of(t.id) as codes from territory t) l
    where (@everywhere::boolean or l.codes && @within::text[]) and (@territory::text = '' or @territory::text = any(l.codes))
)
select d.day, d.rule, d.severity, sum(d.findings)::bigint, sum(d.waived)::bigint, sum(d.sites)::bigint
from finding_day d
where d.day >= @since::date
  and (@everywhere::boolean and @territory::text = '' or d.territory in (select code from places))
group by d.day, d.rule, d.severity
order by d.day, d.rule, d.severity
limit 50000
