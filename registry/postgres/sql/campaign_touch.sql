-- Notes that something has happened in a campaign.
update campaign set activity = activity + 1 where id = @id
