-- The findings on rows that were not rejected, in the order of the file.
select line, rule, severity, field, raw, proposed, message
from finding f
where not exists (select from finding e where e.row_no = f.row_no and e.severity = 'error')
order by row_no, rule
