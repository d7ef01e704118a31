-- What the checks of the stock found in the sites that the reader may read.
with wanted as (
    select k.*, s.ref, territories_of(s.territory_id) as territories
    from stock_finding k join site s on s.id = k.site_id
    where (k.gone_at is not null) = @gone::boolean
      and (@rule::text = '' or k.rule = @rule::text)
      and (@severity::text = '' or k.severity = @severity::text)
      and (@standing::text = '' or k.standing = @standing::text)
      and (@ref::text = '' or s.ref = @ref::text)
      and (@everywhere::boolean or territories_of(s.territory_id) && @within::text[])
      and (@territory::text = '' or @territory::text = any(territories_of(s.territory_id)))
)
select (select count(*) from wanted) as matched, id, ref, territories, standing, rule, case_name, severity, field, raw,
       coalesce(proposed, ''), args, message, waived, first_seen, last_seen, gone_at
from wanted where id > @after::bigint
order by id
limit @limit
