-- One vector tile of the rows of an upload.
with area as (
    select box, ST_Transform(box, 4326) as degrees from ST_TileEnvelope(@z::int, @x::int, @y::int) as box
)
select coalesce(ST_AsMVT(p.*, 'rows', 4096, 'geom', 'n'), '')
from (
    select o.n, o.state, o.held, o.name,
           ST_AsMVTGeom(ST_Transform(ST_Point(o.longitude, o.latitude, 4326), 3857), a.box, 4096, 64, true) as geom
    from import_outcome o cross join area a
    where o.upload_id = @id::bigint and (@state::text = '' or o.state = @state::text) and (@rule::text = '' or @rule::text = any(o.rules))
      and (o.held or not @held::boolean)
      and o.longitude between ST_XMin(a.degrees) - 360.0 / (1 << @z::int) / 64 and ST_XMax(a.degrees) + 360.0 / (1 << @z::int) / 64
      and o.latitude between greatest(ST_YMin(a.degrees) - 180.0 / (1 << @z::int) / 64, -85.05) and least(ST_YMax(a.degrees) + 180.0 / (1 << @z::int) / 64, 85.05)
    order by o.n
) p
where p.geom is not null
