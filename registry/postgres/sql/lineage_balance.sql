-- Compares the land of revisions before a division with that after it, in
-- square metres on the ellipsoid. The slot has the shapes after it where they
-- are not written yet.
with old as (
    select ST_Union(ST_MakeValid(geom)) as geom from revision where seq = any(@before::bigint[]) and ST_Dimension(geom) = 2
), came as (
    /*[after*/ select geom as shape from revision where seq = any(@after::bigint[]) /*after]*/
), new as (
    select ST_MakeValid(shape) as geom from came where ST_Dimension(shape) = 2
), together as (
    select ST_Union(geom) as geom, coalesce(sum(ST_Area(geom::geography)), 0) as m2 from new
), weighed as (
    select coalesce(ST_Area(old.geom::geography), 0) as before_m2, t.m2 as after_m2, t.m2 - coalesce(ST_Area(t.geom::geography), 0) as shared_m2,
           coalesce(ST_Area(ST_Difference(t.geom, old.geom)::geography), 0) as beyond_m2,
           coalesce(ST_Area(ST_Difference(old.geom, t.geom)::geography), 0) as missing_m2
    from old cross join together t
)
select round(before_m2 * 100) / 100, round(after_m2 * 100) / 100, round(shared_m2 * 100) / 100, round(beyond_m2 * 100) / 100,
       round(missing_m2 * 100) / 100, (select count(*) from new), (select count(*) from came) - (select count(*) from new)
from weighed
