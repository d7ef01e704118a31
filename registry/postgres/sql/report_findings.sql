-- Keeps the findings.
insert into import_issue (batch_id, position, line, rule, severity, field, raw, proposed, message)
select @batch::bigint, row_no, line, rule, severity, field, raw, nullif(proposed, ''), message
from finding
order by row_no
