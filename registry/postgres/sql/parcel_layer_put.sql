-- Puts a layer of parcels with what is good of the rows that are staged.
with layer as (
    insert into parcel_layer (name, source, licence, as_of, read, kept, repaired, refused, bounds, loaded_by)
    select @name, @source, @licence, @as_of::date, @read, @kept, @repaired, @refused::jsonb,
           (select ST_SetSRID(ST_MakeEnvelope(ST_XMin(e), ST_YMin(e), ST_XMax(e), ST_YMax(e)), 4326) from (select ST_Extent(geom) from parcel_staging where refused = '') x (e)),
           @by
    returning id
)
insert into layer_parcel (layer_id, number, cadastre, area_m2, purpose, ownership, repaired, geom)
select l.id, s.number, s.cadastre, s.area_m2, nullif(s.purpose, ''), nullif(s.ownership, ''), s.repaired, s.geom
from parcel_staging s cross join layer l
where s.refused = ''
order by s.row_no
