-- For rows without a known territory, the smallest one that contains them.
-- Territories are taken one by one, so that each is prepared once for all its
-- points; the offset keeps the planner from turning that round.
insert into place (row_no, territory_id, named)
select distinct on (inside.row_no) inside.row_no, t.id, false
from territory t
cross join lateral (
    select c.row_no from staging c
    where c.spot && t.geom and ST_Covers(t.geom, c.spot)
      and not exists (select from place p where p.row_no = c.row_no)
    offset 0) inside
order by inside.row_no, t.area_m2, t.id
