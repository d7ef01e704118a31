-- What a search shows of the sites it found, in the order of the ids given. Called by Search.
-- Needs site_public_pkey.
select s.id, s.ref, /*[geometry*/ null::text /*geometry]*/, s.properties,
       array[ST_XMin(s.geom), ST_YMin(s.geom), ST_XMax(s.geom), ST_YMax(s.geom)] /*[more*/ /*more]*/
from unnest(@ids::bigint[]) with ordinality as found (id, place)
join site_public s on s.id = found.id
order by found.place
