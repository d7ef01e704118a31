-- Sites that lie in another territory than is noted, or whose ladder is not
-- what the public sees. Territories are taken one by one, so that each is
-- prepared once for all its sites.
with contained as (
    select distinct on (inside.id) inside.id, t.id as territory_id
    from territory t
    cross join lateral (
        select s.id from spot s where s.named_id is null and s.at && t.geom and ST_Covers(t.geom, s.at) offset 0) inside
    order by inside.id, t.area_m2, t.id
), lies as (
    select s.ref, s.territory_id as was, s.codes as were, coalesce(s.named_id, c.territory_id) as territory_id
    from spot s left join contained c using (id)
), ladders as materialized (
    select territory_id, territories_of(territory_id) as codes from (select distinct territory_id from lies) d
)
select distinct ref from lies l left join ladders using (territory_id)
where l.territory_id is distinct from l.was or l.were <> codes
order by ref
