-- The findings of an import, in the order of its file.
select line, rule, severity, field, coalesce(raw, '') as raw, coalesce(proposed, '') as proposed, message
from import_issue where batch_id = @batch order by position, rule
