-- Where every site stands that has not become others, by its newest record
-- and by the one that the public sees; the territory that is noted; and the
-- one that the record names.
create temp table spot on commit drop as
select row_number() over () as id, s.ref, s.territory_id, null::text[] as codes,
       ST_PointOnSurface(coalesce(u.geom, o.geom)) as at, n.id as named_id
from site s
join revision r on r.seq = s.head_seq
left join surface u on u.site_id = s.id
left join point o on o.site_id = s.id
left join territory n on n.code = r.document ->> 'territory_code'
where s.lifecycle not in ('merged', 'split')
union all
select -row_number() over (), p.ref, t.id, coalesce(p.territories, '{}'), ST_PointOnSurface(p.geom), n.id
from site_public p
join revision r on r.seq = p.revision_seq
left join territory t on t.code = p.territory
left join territory n on n.code = r.document ->> 'territory_code'
