-- One vector tile of cadastral parcels. Needs layer_parcel_geom_idx.
with area as (
    select ST_TileEnvelope(@z::int, @x::int, @y::int) as box,
           ST_Transform(ST_TileEnvelope(@z::int, @x::int, @y::int, margin => 64.0 / 4096), 4326) as degrees
)
select coalesce(ST_AsMVT(t.*, 'parcels', 4096, 'geom', 'id' order by t.id), '')
from (
    select p.id, p.number, l.name as layer, ST_AsMVTGeom(ST_Transform(p.geom, 3857), a.box, 4096, 64, true) as geom
    from area a join layer_parcel p on p.geom && a.degrees join parcel_layer l on l.id = p.layer_id
) t
where t.geom is not null
