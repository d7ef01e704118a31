-- A GeoJSON geometry of a reference system in WGS 84, position by position. Reads no table.
select ST_AsGeoJSON(ST_Transform(case when @reversed::boolean then ST_FlipCoordinates(g) else g end, 4326), 9, 0)
from (select ST_SetSRID(ST_GeomFromGeoJSON(@geometry::text), @srid::int) offset 0) as given (g)
