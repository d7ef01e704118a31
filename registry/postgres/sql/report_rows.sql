-- Keeps the rejected rows as the file had them.
insert into import_row (batch_id, position, line, source_key, raw)
select @batch::bigint, row_no, line, source_key, raw::jsonb
from staging
where row_no in (select row_no from finding where severity = 'error')
