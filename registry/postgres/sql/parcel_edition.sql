-- Layers get a higher id whenever they are replaced.
select coalesce(max(id), 0) from parcel_layer
