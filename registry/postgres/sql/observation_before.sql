-- How many others have seen a place.
select count(distinct observer) from observation where task_id = @task and observer <> @observer::text and sighting <> 'not_reached'
