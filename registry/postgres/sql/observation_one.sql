-- One observation of a campaign, held until the transaction ends.
select k.id, {{observation columns}}
from observation o
join campaign_task k on k.id = o.task_id
where o.campaign_id = @id and o.id = @observation
for update of o
