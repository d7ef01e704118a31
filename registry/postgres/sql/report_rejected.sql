-- The rejected rows with their findings, in the order of the file.
select s.line, s.raw::json, f.issues::json
from staging s
join (select row_no, json_agg(json_build_object('line', line, 'rule', rule, 'severity', severity, 'field', field,
                                                'raw', raw, 'proposed', proposed, 'message', message) order by severity, rule)::text as issues
      from finding group by row_no having bool_or(severity = 'error')) f using (row_no)
order by s.row_no
