-- Points of new and changed sites without an outline.
insert into point (site_id, geom, quality)
select p.site_id, coalesce(s.moved, s.shape), s.quality
from staging s join plan p using (row_no)
where p.content and not s.outlined
