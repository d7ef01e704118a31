-- Takes away tasks that nobody has observed.
delete from campaign_task k
where k.campaign_id = @id and k.id = any(@tasks::bigint[]) and not exists (select from observation o where o.task_id = k.id)
