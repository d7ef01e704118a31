-- Adds or replaces one territory; its parent is set when all are there. A
-- prefix that somebody has set stays where none is given.
insert into territory as t (code, scheme, level, names, ref_prefix, geom)
select @code, @scheme, @level, @names::jsonb, nullif(@ref_prefix::text, ''),
       ST_Multi(ST_CollectionExtract(case when ST_IsValid(g) then g else ST_MakeValid(g) end, 3))
from (select ST_SetSRID(ST_Force2D(ST_GeomFromGeoJSON(@geometry::text)), 4326) offset 0) as given (g)
on conflict (code) do update
set scheme = excluded.scheme, level = excluded.level, names = excluded.names,
    ref_prefix = coalesce(excluded.ref_prefix, t.ref_prefix), geom = excluded.geom
