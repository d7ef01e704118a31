-- The rejected rows with their findings, in the order of the file.
select r.line, r.raw, f.issues
from import_row r
join (select row_no, json_agg(json_build_object('line', line, 'rule', rule, 'case', case_name, 'severity', severity, 'field', field,
                                                'raw', raw, 'proposed', proposed, 'args', args, 'message', message) order by severity, rule) as issues
      from finding group by row_no having bool_or(severity = 'error' and not held)) f on f.row_no = r.position
where r.batch_id = @batch::bigint
order by r.position
