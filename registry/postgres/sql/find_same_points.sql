-- V-05: a point at which other sites stand already.
insert into finding (row_no, line, rule, case_name, args, severity, field, raw, proposed, message)
select s.row_no, s.line, 'V-05', 'same_point', array[o.others::text, o.ref], 'warning', 'geometry', ST_X(s.spot) || ' ' || ST_Y(s.spot), '',
       'other sites stand at this very point: ' || o.others || ', among them ' || o.ref
from looked l
join staging s using (row_no)
cross join lateral (
    select count(*) as others, min(t.ref) as ref
    from point p join site t on t.id = p.site_id
    where p.geom ~= s.spot and p.site_id is distinct from l.site_id and t.lifecycle not in ('reused', 'withdrawn', 'merged', 'split')
    and not akin(l.site_id, p.site_id)) o
where not s.outlined and o.others > 0
