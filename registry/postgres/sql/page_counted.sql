-- The first page of the sites that meet a question, as page.sql has it, and how many there are in all, answering the
-- question once. Called by Page where the number is not known yet. Needs site_public_geom_idx for a place.
with found as materialized (
    select s.id /*[keys*/ /*keys]*/ from site_public s where /*[where*/ true /*where]*/
),
shown as (
    select a.* from found a order by /*[order*/ a.id /*order]*/ limit @limit
)
select s.id, s.ref, /*[geometry*/ null::text /*geometry]*/, s.properties /*[more*/ /*more]*/, (select count(*) from found)
from shown a
join site_public s on s.id = a.id
order by /*[order*/ a.id /*order]*/
