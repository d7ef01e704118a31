-- V-07: areas that cannot be, or that do not agree.
with area as (
    select c.row_no, c.line, c.outlined, c.declared_m2 as declared, c.measured_m2 as measured,
           abs(c.declared_m2 - c.measured_m2) / nullif(c.measured_m2, 0) as off,
           t.area_m2 as territory, t.code, round((t.area_m2 / 10000)::numeric, 2) || '' as hectares
    from staging c left join place p using (row_no) left join territory t on t.id = p.territory_id
    where c.valid
), found as (
    select row_no, line, 'outline_nothing' as case_name, null::text[] as args, 'error' as severity, 'geometry' as field, measured as raw,
           'the outline has no area' as message
    from area where outlined and measured <= 0
    union all
    select row_no, line, 'outline_above_territory', array[code, hectares], 'error', 'geometry', measured,
           'the outline is larger than its territory ' || code || ' (' || hectares || ' ha)'
    from area where measured > territory
    union all
    select row_no, line, 'declared_nothing', null, 'error', 'area_declared_m2', declared, 'an area must be larger than 0'
    from area where declared <= 0
    union all
    select row_no, line, 'declared_above_territory', array[code, hectares], 'error', 'area_declared_m2', declared,
           'the declared area is larger than the territory ' || code || ' (' || hectares || ' ha)'
    from area where declared > territory
    union all
    select row_no, line, case when off > @error_share::double precision then 'far_apart' else 'apart' end, array[d, m, o],
           case when off > @error_share::double precision then 'error' else 'warning' end, 'area_declared_m2', declared,
           'declared ' || d || ' m², the outline measures ' || m || ' m²: ' || o || ' % apart'
    from area
    cross join lateral (select round(declared::numeric, 1) || '' as d, round(measured::numeric, 1) || '' as m, round((100 * off)::numeric, 1) || '' as o) w
    where declared > 0 and measured > 0 and off > @warning_share::double precision
)
insert into finding (row_no, line, rule, case_name, args, severity, field, raw, proposed, message)
select row_no, line, 'V-07', case_name, args, severity, field, raw || ' m²', '', message
from found
