-- The parcels in a box or across its edge. Needs layer_parcel_geom_idx.
select l.name, l.source, l.licence, l.as_of, p.number, p.cadastre, p.area_m2, coalesce(p.purpose, ''), coalesce(p.ownership, ''), p.repaired,
       ST_Area(p.geom::geography), ST_AsGeoJSON(p.geom, 7)
from layer_parcel p join parcel_layer l on l.id = p.layer_id
where p.geom && ST_MakeEnvelope(@west::float8, @south::float8, @east::float8, @north::float8, 4326)
order by p.number collate "C", l.as_of desc, l.loaded_at desc, l.id
limit @limit
