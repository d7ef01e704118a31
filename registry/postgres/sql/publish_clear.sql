-- Takes out of the projection the rows that are going to be rewritten, and
-- those of sites that the public does not see any more.
delete from site_public where id in (
    select site_id from plan where not new and action <> 'unchanged' and (published or not lifecycle_shown(lifecycle)))
