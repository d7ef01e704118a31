-- Takes out the newest records that are going to be rewritten.
delete from site_draft where id in (select site_id from plan where not new and action <> 'unchanged')
