-- Brings the outlines to longitude and latitude, mends those that are not valid, and refuses those that cannot be.
update parcel_staging s
set geom = m.geom, repaired = m.mended and m.geom is not null,
    refused = case when p.geom is null then 'nowhere' when m.geom is null then 'beyond_repair' else '' end,
    message = case when p.geom is null then 'the outline is not on the earth, or means nothing in EPSG:' || ST_SRID(s.shape)
                   when m.mended then ST_IsValidReason(p.geom) else '' end
from parcel_staging t
cross join lateral (select outline_reprojected(t.shape) offset 0) as p (geom)
cross join lateral (select case when ST_IsValid(p.geom) then ST_Multi(p.geom) else outline_mended(p.geom) end, not ST_IsValid(p.geom) offset 0) as m (geom, mended)
where t.row_no = s.row_no and s.refused = ''
