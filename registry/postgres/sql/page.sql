-- One page of the sites that meet a question, in its order, with what an answer shows of them. Called by Page.
-- Needs site_public_geom_idx for a place, site_public_pkey for the walk over everything.
select s.id, s.ref, /*[geometry*/ null::text /*geometry]*/, s.properties /*[more*/ /*more]*/
from site_public s
where /*[where*/ true /*where]*/ and /*[after*/ true /*after]*/
order by /*[order*/ s.id /*order]*/
limit @limit offset @offset
