-- The findings that came with the rows.
insert into finding (row_no, line, rule, severity, field, raw, proposed, message)
select s.row_no, i.line, i.rule, i.severity, i.field, i.raw, coalesce(i.proposed, ''), i.message
from staging s
cross join lateral jsonb_to_recordset(s.issues::jsonb)
     as i (line bigint, rule text, severity text, field text, raw text, proposed text, message text)
where s.issues is not null
