-- Corrections of the sites in the territories of whoever decides, the newest
-- first.
select {{correction columns}}
from correction c
join site s on s.id = c.site_id
left join correction_sender x on x.correction_id = c.id
where (cardinality(@states::text[]) = 0 or c.state = any(@states::text[]))
  and (@ref::text = '' or s.ref = @ref::text)
  and (@before::bigint = 0 or c.id < @before::bigint)
  and (@everywhere::boolean or territories_of(s.territory_id) && @within::text[])
order by c.id desc
limit @limit
