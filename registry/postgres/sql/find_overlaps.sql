-- V-16: outlines that overlap another active site by more than the tolerance,
-- both in square metres and as a share of the smaller of the two.
insert into finding (row_no, line, rule, case_name, args, severity, field, raw, proposed, message)
select f.row_no, f.line, 'V-16', 'overlap', array[f.ref, f.m2, f.share], 'warning', 'geometry', f.ref, '',
       'overlaps ' || f.ref || ' by ' || f.m2 || ' m² (' || f.share || ' % of the smaller one)'
from (
    select s.row_no, s.line, t.ref, round(a.m2::numeric) || '' as m2,
           round((100 * a.m2 / least(s.measured_m2, o.area_m2))::numeric, 1) || '' as share
    from looked l
    join staging s using (row_no)
    join surface o on o.geom && coalesce(s.moved, s.shape) and o.site_id is distinct from l.site_id
    join site t on t.id = o.site_id and t.lifecycle not in ('reused', 'withdrawn', 'merged', 'split')
    and not akin(l.site_id, o.site_id)
    cross join lateral (select least(ST_XMax(o.geom), ST_XMax(coalesce(s.moved, s.shape))) - greatest(ST_XMin(o.geom), ST_XMin(coalesce(s.moved, s.shape))) as w,
                               least(ST_YMax(o.geom), ST_YMax(coalesce(s.moved, s.shape))) - greatest(ST_YMin(o.geom), ST_YMin(coalesce(s.moved, s.shape))) as h,
                               cos(radians(ST_YMin(o.geom))) as shrink) b
    cross join lateral (
        select case when b.w * b.h * b.shrink * 111320 * 111320 > @overlap_area::double precision
                    then ST_Area(ST_Intersection(o.geom, coalesce(s.moved, s.shape))::geography) else 0 end as m2 offset 0) a
    where s.outlined and s.valid and a.m2 > @overlap_area::double precision
      and a.m2 > @overlap_share::double precision * least(s.measured_m2, o.area_m2)) f
