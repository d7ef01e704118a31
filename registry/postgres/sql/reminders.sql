-- What has to be looked at, of the sites that the reader may read, or looks
-- after, in the order of days; what nobody knows the day of comes last.
with places as (
    select t.id, territories_of(t.id) as codes from territory t
), asked as (
    select k.id, k.kind, k.about, k.state, k.due_on, k.since, s.ref, s.names, s.version, s.lifecycle, coalesce(p.codes, '{}') as codes,
           s.steward, s.deputy, coalesce(k.due_on, 'infinity'::date) as place
    from reminder k
    join site s on s.id = k.site_id
    left join places p on p.id = s.territory_id
    where (@everywhere::boolean or p.codes && @within::text[])
      and (@territory::text = '' or @territory::text = any(p.codes))
      and (@who::text = '' or @who::text in (s.steward, s.deputy))
      and (@kind::text = '' or k.kind = @kind::text) and (@state::text = '' or k.state = @state::text)
)
select (select count(*) from asked), id, kind, about, state, due_on, since, ref, coalesce(names, '{}'), version, lifecycle, codes,
       coalesce(steward, ''), coalesce(deputy, '')
from asked a
where @after_id::bigint = 0 or (a.place, a.id) > (coalesce(@after_on::date, 'infinity'::date), @after_id::bigint)
order by a.place, a.id
limit @limit
