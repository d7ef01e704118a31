-- Outlines of new and changed sites.
insert into surface (site_id, geom, area_m2)
select p.site_id, coalesce(s.moved, s.shape), s.measured_m2
from staging s join plan p using (row_no)
where p.content and s.outlined
