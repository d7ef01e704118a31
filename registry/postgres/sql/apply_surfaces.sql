-- Outlines of new and changed sites.
insert into surface (site_id, geom, area_m2)
select e.site_id, c.geom, c.measured_m2
from entry e join candidate c using (row_no)
where e.action in ('create', 'update') and c.outlined
