-- Takes a layer of parcels away.
delete from parcel_layer where name = @name
