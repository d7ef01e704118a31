-- What waits in a campaign: tasks that are folded, tasks to fold, observations
-- to judge, photos to come.
select (select count(*) from campaign_task where campaign_id = @id and folded_at is not null),
       (select count(*) from campaign_task where campaign_id = @id and state = 'verified' and folded_at is null),
       (select count(*) from observation where campaign_id = @id and verdict is null and sighting <> 'not_reached'),
       (select coalesce(sum(cardinality(o.photos)), 0) from observation o where o.campaign_id = @id)
         - (select count(*) from observation_photo p join observation o on o.id = p.observation_id where o.campaign_id = @id)
