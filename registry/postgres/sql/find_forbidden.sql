-- Rows that lie, or whose sites lie, outside the territories to which the
-- principal's rights are limited.
insert into finding (row_no, line, rule, severity, field, raw, proposed, message)
select m.row_no, m.line, 'territory', 'error', 'territory', coalesce(l.code, ''), '',
       case when l.codes && @within::text[] is not true
            then 'it lies ' || coalesce('in ' || l.code, 'in no territory') || ', where you may not import'
            else 'its site ' || s.ref || ' lies where you may not import' end
from matched m
left join place p using (row_no)
left join ladder l using (territory_id)
left join site s on s.id = m.site_id
where l.codes && @within::text[] is not true or s.id is not null and not territories_of(s.territory_id) && @within::text[]
