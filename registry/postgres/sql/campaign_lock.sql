-- Holds a campaign until the transaction ends.
select id from campaign where id = @id for update
