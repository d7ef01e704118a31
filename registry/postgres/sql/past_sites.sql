-- Sites as the public saw them when the ledger ended with revision @seq: the
-- revision that was published last, if the newest one then left the site in a
-- state that the public sees. Sites that the public did not see have no
-- revision here, so that the reader knows how far it has come.
select s.ref, s.id, p.seq, /*[geometry*/ ST_AsGeoJSON(ST_ForcePolygonCCW(p.geom), 7) /*geometry]*/,
       case when p.seq is not null then array[ST_XMin(p.geom), ST_YMin(p.geom), ST_XMax(p.geom), ST_YMax(p.geom)] end,
       /*[document*/ public_document(p.document) /*document]*/, n.lifecycle, p.territory, p.version, p.at, f.at, s.source_key,
       o.code, o.name, coalesce(o.producer, ''), coalesce(o.url, ''), coalesce(o.licence, ''), ST_Dimension(p.geom) = 2,
       ST_X(m.spot), ST_Y(m.spot), m.area_m2,
       case when ST_NumGeometries(p.geom) = 1 then m.area_m2
            when @measured::boolean then (select round(max(ST_Area(d.geom::geography)) * 100) / 100 from ST_Dump(p.geom) d where ST_Dimension(d.geom) = 2) end,
       /*[relations*/ '{}'::boolean[] /*relations]*/
from (
    select * from site s
    where /*[place*/ s.ref > @after::text /*place]*/
    order by s.ref
    limit @limit
) s
join source o on o.id = s.source_id
left join lateral (
    select r.lifecycle from revision r where r.site_id = s.id and r.seq <= @seq::bigint order by r.seq desc limit 1
) n on true
left join lateral (
    select * from revision r
    where r.site_id = s.id and r.seq <= @seq::bigint and r.published and lifecycle_shown(n.lifecycle) order by r.seq desc limit 1
) p on true
left join lateral (
    select r.at from revision r where r.site_id = s.id and r.seq <= p.seq and r.published order by r.seq limit 1
) f on true
left join lateral (
    select case when @measured::boolean then ST_PointOnSurface(p.geom) end as spot,
           case when @measured::boolean and ST_Dimension(p.geom) = 2 then round(ST_Area(p.geom::geography) * 100) / 100 end as area_m2
) m on true
order by s.ref
