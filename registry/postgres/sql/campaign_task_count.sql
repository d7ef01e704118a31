-- How many tasks a campaign has.
select count(*) from campaign_task where campaign_id = @id
