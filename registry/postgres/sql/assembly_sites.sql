-- Sites of sets, as they are shown.
select id, ref, properties, ST_AsGeoJSON(ST_ForcePolygonCCW(geom), 7) from site_public where id = any(@ids::bigint[])
