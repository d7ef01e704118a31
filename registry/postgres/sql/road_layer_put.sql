-- Notes where the roads come from.
insert into road_layer (source, licence, lines) values (@source, @licence, @lines)
