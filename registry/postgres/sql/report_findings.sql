-- Keeps the findings.
insert into import_issue (batch_id, position, line, rule, case_name, severity, field, raw, proposed, args, message)
select @batch::bigint, row_no, line, rule, case_name, severity, field, raw, nullif(proposed, ''), args, message
from finding
order by row_no
