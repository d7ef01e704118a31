-- The common outline of each set of sites, gaps between them closed that are no wider than a survey's error, with what is needed to
-- measure it.
with joined as (
    select m.set_no, ST_Union(s.geom_3857) as geom, @gap::double precision / cos(radians(avg(s.latitude))) as reach
    from unnest(@set_nos::integer[], @ids::bigint[]) as m (set_no, id) join site_public s using (id)
    group by m.set_no
), closed as (
    select set_no, ST_Transform(ST_Buffer(ST_Buffer(geom, reach, 'join=mitre mitre_limit=3'), -reach, 'join=mitre mitre_limit=3'), 4326) as geom
    from joined
)
select set_no, ST_AsEWKB(geom), ST_AsGeoJSON(geom, 7), array[ST_XMin(geom), ST_YMin(geom), ST_XMax(geom), ST_YMax(geom)],
       ST_Area(geom::geography), (select max(ST_Area(part.geom::geography)) from ST_Dump(c.geom) part),
       roads_within(geom, @reach::double precision), has_roads_within(geom, @known::double precision)
from closed c
order by set_no
