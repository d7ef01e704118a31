-- The layers of parcels.
select name, source, licence, as_of, parcels, loaded_at, loaded_by from parcel_layer order by name
