-- Tasks that can be folded, each with the newest observation that was accepted.
select k.id, {{observation columns}}
from campaign_task k
join lateral (select * from observation v where v.task_id = k.id and v.verdict = 'accepted' order by v.observed_at desc, v.id limit 1) o on true
where k.campaign_id = @id and k.state = 'verified' and k.folded_at is null
  and (cardinality(@tasks::bigint[]) = 0 or k.id = any(@tasks::bigint[]))
order by k.id
limit @limit
for update of k
