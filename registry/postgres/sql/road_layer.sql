-- Which layer of roads there is.
select (select loaded_at from road_layer)
