-- Begins a layer of parcels; its parcels follow.
insert into parcel_layer (name, source, licence, as_of, loaded_by) values (@name, @source, @licence, @as_of, @actor) returning id
