-- The layers of parcels.
select name, source, licence, as_of, read, kept, repaired, refused,
       array[ST_XMin(bounds), ST_YMin(bounds), ST_XMax(bounds), ST_YMax(bounds)], loaded_at, loaded_by
from parcel_layer
order by name collate "C"
limit 1000
