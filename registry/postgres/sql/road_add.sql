-- Adds lines of roads, each a GeoJSON geometry of one or more lines; gives how many there are now.
with added as (
    insert into road (geom)
    select l.geom
    from unnest(@lines::text[]) g (line)
    cross join lateral ST_Dump(ST_CollectionExtract(ST_Force2D(ST_SetSRID(ST_GeomFromGeoJSON(g.line), 4326)), 2)) l
    where ST_NPoints(l.geom) > 1
    returning 1
)
select count(*) from added
