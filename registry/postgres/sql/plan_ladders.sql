-- The ladders of the territories that rows are in.
create temp table ladder on commit drop as
select territory_id, code, codes from territory_ladder
where territory_id in (select territory_id from place)
