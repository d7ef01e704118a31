-- One territory with its outline. Needs territory_code_key.
select t.code, t.scheme, t.level, coalesce(p.code, ''), t.names, t.bbox, 0::bigint, ST_AsGeoJSON(ST_ForcePolygonCCW(t.geom), 7)
from territory t
left join territory p on p.id = t.parent_id
where t.code = @code
