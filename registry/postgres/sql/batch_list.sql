-- Imports, the newest first.
select {{batch columns}} from import_batch order by id desc limit @limit
