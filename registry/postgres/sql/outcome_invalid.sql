-- The rejected rows of an upload, in the order of the file.
select line, raw, issues from import_outcome where upload_id = @id::bigint and state = 'invalid' order by n
