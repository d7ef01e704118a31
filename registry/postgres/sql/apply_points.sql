-- Points of new and changed sites without an outline.
insert into point (site_id, geom, quality)
select p.site_id, c.geom, c.quality
from plan p join candidate c using (row_no)
where p.action in ('create', 'update') and not c.outlined
