-- What became of the merged rows.
select count(*) filter (where p.action = 'update'), count(*) filter (where p.action = 'unchanged'), count(*) filter (where p.row_no is null),
       count(*) filter (where p.published)
from merged m left join plan p using (row_no)
