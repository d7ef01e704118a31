-- The ladders of the territories that rows are in.
insert into ladder (territory_id, code, codes, ref_prefix)
select territory_id, code, codes, ref_prefix from territory_ladder
where territory_id in (select territory_id from place)
