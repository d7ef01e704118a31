-- V-03: sites outside the territory that their row names, or outside the
-- territory that the register covers.
with expected as (
    select p.row_no, p.territory_id from place p where p.named
    union all
    select c.row_no, t.id from staging c, territory t
    where t.code = @scope and not exists (select from place p where p.row_no = c.row_no and p.named)
)
insert into finding (row_no, line, rule, case_name, args, severity, field, raw, proposed, message)
select o.row_no, o.line, 'V-03', 'outside', array[w.unit, w.away], 'warning', 'geometry',
       round(ST_X(o.spot)::numeric, 7) || ' ' || round(ST_Y(o.spot)::numeric, 7), '', 'outside ' || w.unit || ' by about ' || w.away
from territory t
cross join lateral (
    select c.row_no, c.line, c.spot, ST_DistanceSphere(ST_ClosestPoint(t.geom, c.spot), c.spot) as away_m
    from expected e join staging c using (row_no)
    where e.territory_id = t.id and c.spot is not null and not ST_Covers(t.geom, c.spot)
    offset 0) o
cross join lateral (
    select t.code || coalesce(' (' || coalesce(t.names ->> 'uk', t.names ->> 'en') || ')', '') as unit,
           case when o.away_m < 1000 then round(o.away_m) || ' m' else round((o.away_m / 1000)::numeric, 1) || ' km' end as away) w
where t.id in (select territory_id from expected)
