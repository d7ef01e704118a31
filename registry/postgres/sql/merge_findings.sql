-- The findings of all rows, counted.
select (select count(*) from finding f where not exists (
           select from finding e where e.row_no = f.row_no and e.severity = 'error' and not e.held)) as warnings,
       (select count(distinct row_no) from finding f where held and exists (select from merged m join plan p using (row_no) where m.row_no = f.row_no)) as held,
       (select coalesce(jsonb_object_agg(rule, n), '{}') from (select rule, count(*) as n from finding group by rule) r) as by_rule
