-- How many features of a layer meet a question. Called for pages.
-- Needs the spatial index of the layer where the question names a place.
select count(*) from /*[from*/ layer_territory /*from]*/ s where /*[where*/ true /*where]*/
