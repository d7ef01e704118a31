-- Finds the unit above by where units lie: of those that were put without one,
-- and of those below that one of a level in between has come for. It is the
-- smallest of the next level above that covers a point inside of the unit.
with put as (
    select t.id, t.level, g.parent
    from unnest(@codes::text[], @parents::text[]) as g (code, parent) join territory t on t.code = g.code
), wanting as (
    select t.id, t.level, ST_PointOnSurface(t.geom) as spot
    from territory t left join territory p on p.id = t.parent_id left join put on put.id = t.id
    where t.level > 0
      and case when put.id is not null then put.parent = ''
               else exists (select from put a where a.level < t.level and a.level > coalesce(p.level, -1)) end
), found as (
    select distinct on (w.id) w.id, p.id as parent_id
    from wanting w join territory p on p.level < w.level and ST_Covers(p.geom, w.spot)
    order by w.id, p.level desc, p.area_m2, p.id
)
update territory t set parent_id = f.parent_id
from found f where t.id = f.id and t.parent_id is distinct from f.parent_id
