-- One page of the features of a layer beside the sites, in its order. Called by LayerPage.
-- Needs the spatial index of the layer for a place, and the key of its ids for the walk over everything.
select s.layer_id, s.layer_ref, /*[geometry*/ null::text /*geometry]*/, /*[properties*/ '{}'::json::text /*properties]*/
from /*[from*/ layer_territory /*from]*/ s
where /*[where*/ true /*where]*/
order by /*[order*/ s.layer_id /*order]*/
limit @limit offset @offset
