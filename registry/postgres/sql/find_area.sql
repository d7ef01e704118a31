-- V-07: areas that cannot be, or that do not agree.
with area as (
    select c.row_no, c.line, c.outlined, c.declared_m2 as declared, c.measured_m2 as measured,
           abs(c.declared_m2 - c.measured_m2) / nullif(c.measured_m2, 0) as off,
           t.area_m2 as territory, t.code
    from staging c left join place p using (row_no) left join territory t on t.id = p.territory_id
    where c.valid
), found as (
    select row_no, line, 'error' as severity, 'geometry' as field, measured as raw,
           'the outline has no area' as message
    from area where outlined and measured <= 0
    union all
    select row_no, line, 'error', 'geometry', measured,
           'the outline is larger than its territory ' || code || ' (' || round((territory / 10000)::numeric, 2) || ' ha)'
    from area where measured > territory
    union all
    select row_no, line, 'error', 'area_declared_m2', declared, 'an area must be larger than 0'
    from area where declared <= 0
    union all
    select row_no, line, 'error', 'area_declared_m2', declared,
           'the declared area is larger than the territory ' || code || ' (' || round((territory / 10000)::numeric, 2) || ' ha)'
    from area where declared > territory
    union all
    select row_no, line, case when off > @error_share::double precision then 'error' else 'warning' end, 'area_declared_m2', declared,
           'declared ' || round(declared::numeric, 1) || ' m², the outline measures ' || round(measured::numeric, 1) || ' m²: '
           || round((100 * off)::numeric, 1) || ' % apart'
    from area where declared > 0 and measured > 0 and off > @warning_share::double precision
)
insert into finding (row_no, line, rule, severity, field, raw, proposed, message)
select row_no, line, 'V-07', severity, field, raw || ' m²', '', message
from found
