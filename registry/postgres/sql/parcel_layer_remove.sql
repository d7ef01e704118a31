-- Takes a layer of parcels away with its parcels, to be replaced.
delete from parcel_layer where name = @name
