-- V-15: outlines that cross themselves, touch themselves, lie in each other.
-- The repair is proposed with the area it leads to, and made where the rule is
-- accepted.
insert into finding (row_no, line, rule, case_name, args, severity, field, raw, proposed, message)
select s.row_no, s.line, 'V-15', case when m.geom is null then 'beyond_repair' when @accepted::boolean then 'repaired' else 'invalid' end,
       case when m.geom is not null then array[b.words] end,
       case when @accepted::boolean and m.geom is not null then 'repaired' else 'error' end,
       'geometry', m.reason, coalesce(b.words, ''),
       case when m.geom is null then 'the outline is not valid and cannot be repaired'
            when @accepted::boolean then 'the outline was not valid; repaired: ' || b.words
            else 'the outline is not valid; a repair would give ' || b.words end
from staging s
cross join lateral (select ST_IsValidReason(coalesce(s.moved, s.shape)), outline_mended(coalesce(s.moved, s.shape)) offset 0) as m (reason, geom)
cross join lateral (select ST_Area(m.geom::geography)) as a (m2)
cross join lateral (select ST_NumGeometries(m.geom) || case when ST_NumGeometries(m.geom) = 1 then ' part' else ' parts' end
    || ' with ' || round(a.m2::numeric, 1) || ' m² instead of ' || round(s.measured_m2::numeric, 1) || ' m²'
    || coalesce(' (' || to_char(100 * (a.m2 - s.measured_m2) / nullif(s.measured_m2, 0), 'SG999990.0') || ' %)', '')) as b (words)
where not s.valid
