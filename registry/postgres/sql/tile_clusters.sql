-- One vector tile of clusters: the sites of each cell of a grid as one point in the middle of them, or the site itself
-- where it is alone. The grid is part of the tile's own quarters, so that every site counts in one tile alone. Called by
-- Tile for low zooms. Needs site_public_mercator_idx, which has all it reads where there is no question.
with cell as materialized (
    select min(s.id) as id, count(*) as n, /*[meets*/ count(*) /*meets]*/ as n_meets, /*[may_meet*/ 0 /*may_meet]*/ as n_may_meet,
           sum(s.mercator_x) / count(*) as x, sum(s.mercator_y) / count(*) as y
    from site_public s
    where s.mercator_cell >= @first::bigint and s.mercator_cell < @first::bigint + @squares::bigint and /*[where*/ true /*where]*/
    group by s.mercator_cell / @cell::bigint
)
select coalesce(ST_AsMVT(l.*, 'clusters', 4096, 'geom', 'id' order by l.id), '')
from (
    select c.id, c.n as count, c.n_meets, c.n_may_meet, s.ref, s.name, s.kind, s.lifecycle, s.confirmation, s.available_now,
           ST_Point(floor((c.x - @west::bigint) * 4096::float8 / @side::bigint), floor((c.y - @north::bigint) * 4096::float8 / @side::bigint)) as geom
    from cell c
    left join lateral ( -- the limit keeps the planner, who expects a cell for each site, from reading them all
        select s.ref, s.name, s.kind, s.lifecycle, s.confirmation, s.available_now from site_public s where s.id = c.id and c.n = 1 limit 1
    ) s on true
) l
