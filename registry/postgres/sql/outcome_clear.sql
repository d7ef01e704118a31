-- Forgets what became of the rows of an upload in its last run.
delete from import_outcome where upload_id = @id::bigint
