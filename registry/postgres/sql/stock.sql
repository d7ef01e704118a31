-- The state of the published stock. Called once for each revision; reads all of it.
select b.sites, b.demonstration, ST_XMin(b.box), ST_YMin(b.box), ST_XMax(b.box), ST_YMax(b.box)
from (
    select count(*) as sites, count(*) filter (where demonstration) as demonstration, ST_Extent(geom) as box
    from site_public
) b
