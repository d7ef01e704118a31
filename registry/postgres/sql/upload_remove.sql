-- Forgets an upload that was never applied.
delete from import_upload u
where u.id = @id::bigint and not exists (select from import_batch b where b.upload_id = u.id and b.state in ('running', 'applied', 'undone'))
