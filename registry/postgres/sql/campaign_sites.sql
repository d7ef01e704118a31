-- Sites as their department sees them, in the columns of past_sites, for
-- criteria to choose from: those that are kept, in the territory.
select s.ref, s.id, p.seq, null::text, array[ST_XMin(p.geom), ST_YMin(p.geom), ST_XMax(p.geom), ST_YMax(p.geom)],
       /*[document*/ p.document /*document]*/, s.lifecycle, t.code, s.version, p.at, s.published_at, s.source_key,
       o.code, o.name, coalesce(o.producer, ''), coalesce(o.url, ''), coalesce(o.licence, ''), ST_Dimension(p.geom) = 2,
       ST_X(m.spot), ST_Y(m.spot), m.area_m2,
       case when ST_NumGeometries(p.geom) = 1 then m.area_m2
            when @measured::boolean then (select round(max(ST_Area(d.geom::geography)) * 100) / 100 from ST_Dump(p.geom) d where ST_Dimension(d.geom) = 2) end,
       /*[relations*/ '{}'::boolean[] /*relations]*/
from (
    select * from site s
    where s.ref > @after::text and s.lifecycle not in ('reused', 'withdrawn', 'merged', 'split')
      and (cardinality(@lifecycles::text[]) = 0 or s.lifecycle = any(@lifecycles::text[]))
      and (@territory::text = '' or @territory::text = any(territories_of(s.territory_id)))
    order by s.ref
    limit @limit
) s
join source o on o.id = s.source_id
join revision p on p.seq = s.head_seq
left join territory t on t.id = s.territory_id
left join lateral (
    select case when @measured::boolean then ST_PointOnSurface(p.geom) end as spot,
           case when @measured::boolean and ST_Dimension(p.geom) = 2 then round(ST_Area(p.geom::geography) * 100) / 100 end as area_m2
) m on true
order by s.ref
