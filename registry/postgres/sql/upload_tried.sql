-- Keeps what a dry run counted, or why a run did not end.
update import_upload set tried = @tried::jsonb, failure = nullif(@failure::text, ''), changed_at = now() where id = @id::bigint
