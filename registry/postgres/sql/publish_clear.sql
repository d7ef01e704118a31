-- Takes the rows that are going to be rewritten out of the projection.
delete from site_public where id in (select site_id from plan where published and action <> 'create')
