-- The same for some edits, without going through all territories.
insert into ladder (territory_id, code, codes, ref_prefix)
select t.id, t.code, territories_of(t.id), prefix_of(t.id) from territory t
where t.id in (select territory_id from place)
