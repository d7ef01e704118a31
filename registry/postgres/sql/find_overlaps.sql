-- V-16: outlines that overlap another active site by more than the tolerance,
-- both in square metres and as a share of the smaller of the two. Neighbours
-- that only touch are many, and what costs is asked last: boxes first, then
-- whether the outline, made narrower by 5 cm, reaches the other, then the area
-- on the plane, then that on the ellipsoid.
with near as materialized (
    select s.row_no, s.line, l.site_id, s.measured_m2, coalesce(s.moved, s.shape) as geom,
           cos(radians(ST_Y(s.spot))) * 111320 * 111320 as m2_of_degrees
    from looked l
    join staging s using (row_no)
    where s.outlined and s.valid and exists (
        select from surface o where o.geom && coalesce(s.moved, s.shape) and o.site_id is distinct from l.site_id)
), narrow as materialized (
    select *, ST_Buffer(geom, -5e-7, 'join=mitre') as core from near
), pair as materialized (
    select n.row_no, n.line, n.m2_of_degrees, n.measured_m2, n.geom, o.geom as other, o.area_m2 as other_m2, t.ref, d.least_m2
    from narrow n
    join surface o on o.geom && n.core and o.site_id is distinct from n.site_id
    join site t on t.id = o.site_id and t.lifecycle not in ('reused', 'withdrawn', 'merged', 'split')
    cross join lateral (select greatest(@overlap_area::double precision, @overlap_share::double precision * least(n.measured_m2, o.area_m2)) as least_m2) d
    where n.m2_of_degrees * (least(ST_XMax(o.geom), ST_XMax(n.geom)) - greatest(ST_XMin(o.geom), ST_XMin(n.geom)))
              * (least(ST_YMax(o.geom), ST_YMax(n.geom)) - greatest(ST_YMin(o.geom), ST_YMin(n.geom))) > 0.98 * d.least_m2
      and ST_Intersects(n.core, o.geom) and not akin(n.site_id, o.site_id)
), overlap as materialized (
    select p.*, ST_Intersection(p.geom, p.other) as common from pair p
), weighed as (
    select o.*, case when ST_Area(o.common) * o.m2_of_degrees > 0.98 * o.least_m2 then ST_Area(o.common::geography) end as m2 from overlap o
)
insert into finding (row_no, line, rule, case_name, args, severity, field, raw, proposed, message)
select o.row_no, o.line, 'V-16', 'overlap', array[o.ref, w.m2, w.share], 'warning', 'geometry', o.ref, '',
       'overlaps ' || o.ref || ' by ' || w.m2 || ' m² (' || w.share || ' % of the smaller one)'
from weighed o
cross join lateral (select round(o.m2::numeric) || '' as m2, round((100 * o.m2 / least(o.measured_m2, o.other_m2))::numeric, 1) || '' as share) w
where o.m2 > o.least_m2
