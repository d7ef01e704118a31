-- Sorts the published sites into the three lists in one pass, each condition answered once for each site, and from that
-- counts the lists and finds the first sites of each. Called by Search where sites that may meet or fail are asked for.
-- Needs site_public_geom_idx where all that is asked for lies in one place; else it reads the whole stock.
with asked as (
    select r.id, /*[truth*/ true /*truth]*/ as truth, /*[rank*/ 0::float8 /*rank]*/ as rank /*[kept*/ /*kept]*/
    from (
        select s.id /*[read*/ /*read]*/
        from site_public s
        where /*[where*/ true /*where]*/
        offset 0 -- keeps the planner from answering a condition wherever its name stands
    ) r
    where /*[needed*/ true /*needed]*/
)
/*[parts*/ select 'count' as part, truth::text as value, count(*) as n, null::bigint as id, null::float8 as rank from asked group by truth /*parts]*/
