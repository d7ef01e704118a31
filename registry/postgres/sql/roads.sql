-- The layer of roads, where there is one.
select source, licence, lines, loaded_at from road_layer limit 1
