-- A GeoJSON geometry of a reference system in WGS 84, position by position, and whether it comes back from there to where
-- it was: PROJ takes coordinates far outside of a system around the globe. Reads no table.
with given as materialized (
    select case when @reversed::boolean then ST_FlipCoordinates(g) else g end as g
    from (select ST_SetSRID(ST_GeomFromGeoJSON(@geometry::text), @srid::int) offset 0) as read (g)
), placed as materialized (
    select g, ST_Transform(g, 4326) as p from given
), back as materialized (
    select p, g, ST_Transform(p, @srid::int) as b from placed
)
select ST_AsGeoJSON(p, 9, 0),
       coalesce(greatest(abs(ST_XMin(g) - ST_XMin(b)), abs(ST_YMin(g) - ST_YMin(b)), abs(ST_XMax(g) - ST_XMax(b)), abs(ST_YMax(g) - ST_YMax(b))) < 1, true)
from back
