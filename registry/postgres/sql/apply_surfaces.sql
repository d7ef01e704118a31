-- Outlines of new and changed sites.
insert into surface (site_id, geom, area_m2)
select p.site_id, c.geom, c.measured_m2
from plan p join candidate c using (row_no)
where p.action in ('create', 'update') and c.outlined
