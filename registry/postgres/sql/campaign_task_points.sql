-- Where the tasks of a campaign are, for a map.
select id, ST_X(geom), ST_Y(geom), state, coalesce(assignee, '') from campaign_task where campaign_id = @id order by id
