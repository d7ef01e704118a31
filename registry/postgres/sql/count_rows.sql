-- What became of the rows.
select count(*) filter (where action = 'create') as created,
       count(*) filter (where action in ('update', 'publish')) as updated,
       count(*) filter (where action = 'unchanged') as unchanged,
       (select count(distinct row_no) from finding where severity = 'error' and not held) as rejected,
       (select count(*) from skipped) as skipped,
       (select count(*) from finding f where not exists (
           select from finding e where e.row_no = f.row_no and e.severity = 'error' and not e.held)) as warnings,
       (select count(distinct row_no) from finding f where held and exists (select from plan p where p.row_no = f.row_no)) as held,
       (select coalesce(jsonb_object_agg(rule, n), '{}') from (select rule, count(*) as n from finding group by rule) r) as by_rule,
       count(*) filter (where new) as new,
       count(*) filter (where not new and action <> 'unchanged') as changed,
       count(*) filter (where published) as published
from plan
