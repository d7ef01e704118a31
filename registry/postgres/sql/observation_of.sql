-- Whose an observation is.
select campaign_id, task_id, observer, photos from observation where id = @observation
