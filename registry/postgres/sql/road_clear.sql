-- Takes the layer of roads away, to be replaced.
with gone as (delete from road_layer) delete from road
