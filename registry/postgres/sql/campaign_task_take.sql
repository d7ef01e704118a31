-- An observer takes their open tasks along.
update campaign_task set state = 'taken', changed_at = clock_timestamp()
where campaign_id = @id and assignee = @observer::text and state = 'open'
