-- One vector tile of outlines: a layer of sites, each with its outline or its point, and a layer of points for labels.
-- Outlines reach 64 units over the edge, points are in one tile alone. Called by Tile for high zooms.
-- Needs site_public_geom_idx.
with found as materialized ( -- inlined, ST_AsMVTGeom would run twice
    select s.id, s.ref, s.name, s.kind, /*[list*/ 'meets' /*list]*/ as list, s.availability, s.demonstration,
           s.lifecycle, s.confirmation, s.available_now,
           case when ST_Dimension(s.geom_3857) = 2
                then ST_AsMVTGeom(s.geom_3857, ST_TileEnvelope(@z, @x, @y), 4096, 64, true) end as outline,
           case when s.mercator_x >= @west::bigint and s.mercator_x < @west::bigint + @side::bigint
                 and s.mercator_y >= @north::bigint and s.mercator_y < @north::bigint + @side::bigint
                then ST_Point(floor((s.mercator_x - @west::bigint) * 4096::float8 / @side::bigint),
                              floor((s.mercator_y - @north::bigint) * 4096::float8 / @side::bigint)) end as spot
    from site_public s
    where s.geom_3857 && ST_TileEnvelope(@z, @x, @y, margin => 64.0 / 4096) and /*[where*/ true /*where]*/
)
select coalesce((
           select ST_AsMVT(l.*, 'sites', 4096, 'geom', 'id' order by l.id) -- ordered, the bytes are stable
           from (
               select id, ref, name, kind, list, availability, demonstration, lifecycle, confirmation, available_now,
                      coalesce(outline, spot) as geom from found
           ) l
           where l.geom is not null), '') ||
       coalesce((
           select ST_AsMVT(l.*, 'labels', 4096, 'geom', 'id' order by l.id)
           from (select id, ref, name, kind, list, spot as geom from found) l
           where l.geom is not null), '')
