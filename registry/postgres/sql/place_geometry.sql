-- A geometry of a reference system in WGS 84, its edges cut so that they run as they did. Reads no table.
select ST_AsText(ST_Transform(ST_Segmentize(g, greatest(ST_XMax(g) - ST_XMin(g), ST_YMax(g) - ST_YMin(g), 1e-9) / 32), 4326), 9)
from (select ST_GeomFromText(@wkt, @srid) offset 0) as given (g)
