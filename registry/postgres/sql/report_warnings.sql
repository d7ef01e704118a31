-- The findings on rows that were not rejected, in the order of the file.
select line, rule, coalesce(case_name, ''), severity, field, raw, proposed, args, message
from finding f
where not exists (select from finding e where e.row_no = f.row_no and e.severity = 'error' and not e.held)
order by row_no, rule
