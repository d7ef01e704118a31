-- How much has to be looked at, by kind.
with places as (
    select t.id, territories_of(t.id) as codes from territory t
)
select k.kind, count(*)
from reminder k
join site s on s.id = k.site_id
left join places p on p.id = s.territory_id
where (@everywhere::boolean or p.codes && @within::text[])
  and (@territory::text = '' or @territory::text = any(p.codes))
  and (@who::text = '' or @who::text in (s.steward, s.deputy))
group by k.kind
