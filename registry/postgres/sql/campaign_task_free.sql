-- How many tasks of nobody an observer could take.
select count(*) from campaign_task k
where k.campaign_id = @id and k.assignee is null and k.state = 'open'
  and not exists (select from observation o where o.task_id = k.id and o.observer = @observer::text)
