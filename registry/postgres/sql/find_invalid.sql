-- V-15: outlines that cross themselves, touch themselves, lie in each other.
-- The repair is proposed with the area it leads to, and made where the rule is
-- accepted.
insert into finding (row_no, line, rule, severity, field, raw, proposed, message)
select c.row_no, c.line, 'V-15',
       case when @accepted::boolean and m.geom is not null then 'repaired' else 'error' end,
       'geometry', m.reason, coalesce(b.words, ''),
       case when m.geom is null then 'the outline is not valid and cannot be repaired'
            when @accepted::boolean then 'the outline was not valid; repaired: ' || b.words
            else 'the outline is not valid; a repair would give ' || b.words end
from candidate c
cross join lateral (select ST_IsValidReason(c.geom), outline_mended(c.geom) offset 0) as m (reason, geom)
cross join lateral (select ST_Area(m.geom::geography)) as a (m2)
cross join lateral (select ST_NumGeometries(m.geom) || case when ST_NumGeometries(m.geom) = 1 then ' part' else ' parts' end
    || ' with ' || round(a.m2::numeric, 1) || ' m² instead of ' || round(c.measured_m2::numeric, 1) || ' m²'
    || coalesce(' (' || to_char(100 * (a.m2 - c.measured_m2) / nullif(c.measured_m2, 0), 'SG999990.0') || ' %)', '')) as b (words)
where not c.valid
