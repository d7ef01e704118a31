-- The findings that came with the rows.
insert into finding (row_no, line, rule, case_name, severity, held, field, raw, proposed, args, message)
select s.row_no, i.line, i.rule, i."case", i.severity, coalesce(i.held, false), i.field, i.raw, coalesce(i.proposed, ''), i.args, i.message
from staging s
cross join lateral jsonb_to_recordset(s.issues::jsonb)
     as i (line bigint, rule text, "case" text, severity text, held boolean, field text, raw text, proposed text, args text[], message text)
where s.issues is not null
