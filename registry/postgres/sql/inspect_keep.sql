-- Keeps what was found: new findings, and that old ones are there still.
insert into stock_finding as k (site_id, standing, rule, case_name, severity, field, raw, proposed, args, message, waived, first_seen, last_seen)
select distinct on (l.site_id, l.standing, f.rule, case_name, f.field, f.raw)
       l.site_id, l.standing, f.rule, coalesce(f.case_name, '') as case_name, f.severity, f.field, f.raw, nullif(f.proposed, ''),
       coalesce(f.args, '{}'), f.message,
       f.severity = 'warning' and s.waivers is not null and exists (
           select from jsonb_to_recordset(s.waivers::jsonb) as w (rule text, field text, raw text)
           where w.rule = f.rule and w.field = f.field and coalesce(w.raw, '') = f.raw),
       @at::timestamptz, @at::timestamptz
from finding f
join looked l using (row_no)
join staging s using (row_no)
where f.severity <> 'repaired'
order by l.site_id, l.standing, f.rule, case_name, f.field, f.raw
on conflict (site_id, standing, rule, case_name, field, md5(raw)) do update
set severity = excluded.severity, proposed = excluded.proposed, args = excluded.args, message = excluded.message, waived = excluded.waived,
    first_seen = case when k.gone_at is null then k.first_seen else excluded.first_seen end,
    last_seen = excluded.last_seen, gone_at = null
