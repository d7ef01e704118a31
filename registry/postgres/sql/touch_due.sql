-- Pairs of published outlines that may adjoin, the first of them among those given; each pair once. Where one covers a fiftieth of the
-- smaller other, they are one piece of land told twice and no neighbours. What is not valid cannot be joined. Needs site_public_geom_idx.
select s.id, o.id, ST_AsEWKB(s.geom), ST_AsEWKB(o.geom)
from site_public s
join site_public o on o.geom_3857 && ST_Expand(s.geom_3857, @reach::double precision / greatest(cos(radians(s.latitude)), 0.01))
    and o.id <> s.id and o.outlined and (o.id > s.id or not o.id = any(@ids::bigint[]))
where s.id = any(@ids::bigint[]) and s.outlined and ST_IsValid(s.geom) and ST_IsValid(o.geom)
    and ST_Area(ST_Intersection(s.geom, o.geom)) <= 0.02 * least(ST_Area(s.geom), ST_Area(o.geom))
