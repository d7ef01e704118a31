-- V-29: another active site close by with a like name and no other area.
insert into finding (row_no, line, rule, case_name, args, severity, field, raw, proposed, message)
select s.row_no, s.line, 'V-29', 'likely', array[t.ref, w.alike, w.away], 'warning', 'names', t.ref, t.ref,
       'looks like ' || t.ref || ': names ' || w.alike || ' % alike, ' || w.away || ' m apart'
from looked l
join staging s using (row_no)
cross join lateral (select ST_Expand(s.spot, @near_m::double precision / 111320 / greatest(cos(radians(ST_Y(s.spot))), 0.05),
                                     @near_m::double precision / 111320) as box) n
cross join lateral (
    select f.site_id, f.geom, f.area_m2 from surface f where f.geom && n.box
    union all
    select p.site_id, p.geom, null from point p where p.geom && n.box) o
join site t on t.id = o.site_id and t.lifecycle not in ('reused', 'withdrawn', 'merged', 'split')
    and not akin(l.site_id, o.site_id)
cross join lateral (select similarity(s.title, lower(coalesce(t.names ->> 'uk', t.names ->> 'en', t.names ->> 'ru',
                               (select min(v.value) from jsonb_each_text(t.names) v)))) as alike,
                           coalesce(s.measured_m2, s.declared_m2) as area, coalesce(o.area_m2, t.area_declared_m2) as other_area) c
cross join lateral (select case when c.alike >= @alike::double precision then ST_DistanceSphere(s.spot, ST_PointOnSurface(o.geom)) end as m offset 0) d
cross join lateral (select round((100 * c.alike)::numeric) || '' as alike, round(d.m::numeric) || '' as away) w
where s.title is not null and o.site_id is distinct from l.site_id
  and d.m <= @near_m::double precision
  and coalesce(least(c.area, c.other_area) / nullif(greatest(c.area, c.other_area), 0), 1) >= @area_alike::double precision
