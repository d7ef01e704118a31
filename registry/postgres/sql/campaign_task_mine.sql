-- The tasks of an observer with the outlines of their sites, those that wait
-- first.
select 0::bigint, {{task columns}},
       case when ST_Dimension(k.head_geom) = 2 then ST_AsGeoJSON(ST_SimplifyPreserveTopology(k.head_geom, 0.00002), 6) end
from (
    select k.*, s.ref, s.address, z.ref as folded_ref, r.geom as head_geom
    from campaign_task k
    left join site s on s.id = k.site_id
    left join revision r on r.seq = s.head_seq
    left join site z on z.id = k.folded_site
    where k.campaign_id = @id and k.assignee = @observer::text
) k
order by k.state not in ('open', 'taken', 'redo'), k.id
limit @limit
