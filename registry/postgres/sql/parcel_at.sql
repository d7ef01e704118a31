-- The parcels at a place, of the newest layer first. Needs layer_parcel_geom_idx.
select l.name, l.source, l.licence, l.as_of, p.number, p.cadastre, p.area_m2, coalesce(p.purpose, ''), coalesce(p.ownership, ''), p.repaired,
       ST_Area(p.geom::geography), ST_AsGeoJSON(p.geom, 7)
from layer_parcel p join parcel_layer l on l.id = p.layer_id
where ST_Intersects(p.geom, ST_Point(@longitude::float8, @latitude::float8, 4326))
order by l.as_of desc, l.loaded_at desc, l.id, p.number collate "C"
limit @limit
