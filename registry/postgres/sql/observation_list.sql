-- Observations of a campaign, the newest first.
select k.id, {{observation columns}}
from observation o
join campaign_task k on k.id = o.task_id
where o.campaign_id = @id
  and (@task::bigint = 0 or o.task_id = @task::bigint)
  and (@observer::text = '' or o.observer = @observer::text)
  and (cardinality(@verdicts::text[]) = 0 or coalesce(o.verdict, 'none') = any(@verdicts::text[]))
  and (@before::uuid is null or (o.received_at, o.id) < (select b.received_at, b.id from observation b where b.id = @before::uuid))
order by o.received_at desc, o.id desc
limit @limit
