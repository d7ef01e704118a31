-- Parcels of all layers that touch a box or whose number begins so.
select p.cadastre, p.number, p.area_m2, p.purpose, p.ownership, ST_AsGeoJSON(p.geom, 15)::text, l.name
from cadastral_parcel p join parcel_layer l on l.id = p.layer_id
where (@box::double precision[] is null
       or ST_Intersects(p.geom, ST_MakeEnvelope((@box::double precision[])[1], (@box::double precision[])[2], (@box::double precision[])[3], (@box::double precision[])[4], 4326)))
  and (@number::text = '' or p.number like @begins::text)
order by p.number, p.cadastre, l.name
limit @limit
