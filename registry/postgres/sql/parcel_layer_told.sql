-- Notes how many parcels a layer has.
update parcel_layer l set parcels = (select count(*) from cadastral_parcel p where p.layer_id = l.id)
where l.id = @layer
returning l.parcels
