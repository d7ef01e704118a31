-- Changes a campaign but for its questions.
update campaign
set name = @name, note = nullif(@note::text, ''), territory_id = @territory::bigint, deadline = @deadline::date,
    version = version + 1, activity = activity + 1
where id = @id
