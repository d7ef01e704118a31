-- The parcels whose numbers begin so, of one number that of the newest layer first. Needs layer_parcel_number_idx.
select l.name, l.source, l.licence, l.as_of, p.number, p.cadastre, p.area_m2, coalesce(p.purpose, ''), coalesce(p.ownership, ''), p.repaired,
       ST_Area(p.geom::geography), ST_AsGeoJSON(p.geom, 7)
from layer_parcel p join parcel_layer l on l.id = p.layer_id
where p.number like @prefix::text || '%'
order by p.number collate "C", l.as_of desc, l.loaded_at desc, l.id
limit @limit
