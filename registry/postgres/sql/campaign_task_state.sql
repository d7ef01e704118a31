-- Brings a task into a state.
update campaign_task
set state = @state, assignee = nullif(@assignee::text, ''), comment = nullif(@comment::text, ''), changed_at = clock_timestamp()
where id = @task
