-- Gives an observer tasks of nobody that they have not seen, the nearest first.
update campaign_task set assignee = @observer::text, state = 'taken', changed_at = clock_timestamp()
where id in (
    select k.id from campaign_task k
    where k.campaign_id = @id and k.assignee is null and k.state = 'open'
      and not exists (select from observation o where o.task_id = k.id and o.observer = @observer::text)
    order by case when @near::boolean then k.geom <-> ST_SetSRID(ST_MakePoint(@x::float8, @y::float8), 4326) end, k.id
    limit @more
    for update skip locked)
