-- Imports, the newest first.
select {{batch columns}} from import_batch where @before::bigint = 0 or id < @before::bigint order by id desc limit @limit
