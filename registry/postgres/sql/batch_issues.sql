-- The findings of an import, in the order of its file.
select line, rule, coalesce(case_name, '') as case_name, severity, field, coalesce(raw, '') as raw, coalesce(proposed, '') as proposed, args, message
from import_issue where batch_id = @batch order by position, rule
