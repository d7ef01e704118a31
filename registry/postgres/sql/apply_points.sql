-- Points of new and changed sites without an outline.
insert into point (site_id, geom, quality)
select e.site_id, c.geom, c.quality
from entry e join candidate c using (row_no)
where e.action in ('create', 'update') and not c.outlined
