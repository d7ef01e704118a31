-- Where the staged edits lie.
select row_no, codes from place join ladder using (territory_id)
