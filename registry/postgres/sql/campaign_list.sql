-- Campaigns in the territories of the reader, the newest first.
select {{campaign columns}}
from campaign c
left join territory t on t.id = c.territory_id
join lateral (select * from campaign_questions s where s.campaign_id = c.id order by s.version desc limit 1) q on true
where (cardinality(@states::text[]) = 0 or c.state = any(@states::text[]))
  and (@everywhere::boolean or territories_of(c.territory_id) && @within::text[])
  and (@before::bigint = 0 or c.id < @before::bigint)
order by c.id desc
limit @limit
