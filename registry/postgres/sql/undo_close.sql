-- Notes that an import was undone, and counts what became of its sites.
with done as (
    update import_batch set state = 'undone', undone_at = @at, undone_by = @actor,
           left_sites = (select count(distinct site_id) from later)
    where id = @undo::bigint
)
select count(distinct site_id) filter (where not content), count(distinct site_id) filter (where content) from replay
