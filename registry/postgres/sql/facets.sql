-- Counts the sites that meet a question, and the values of each facet among them, in one pass. Fields of several codes
-- are counted by the whole set. A facet with conditions of its own is counted without these. Called by Search.
-- Needs site_public_geom_idx where the question names a place; else it reads the whole stock.
select /*[counts*/ count(*) /*counts]*/ /*[values*/ /*values]*/
from (
    select /*[read*/ s.id /*read]*/
    from site_public s
    where /*[where*/ true /*where]*/
    offset 0
) r
where /*[needed*/ true /*needed]*/
group by grouping sets (() /*[sets*/ /*sets]*/)
