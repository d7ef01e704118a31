-- Marks imports that run while nobody holds their lock: they were cut off.
update import_batch
set state = 'interrupted', ended_at = clock_timestamp()
where id in (
    select id from (select id from import_batch where state = 'running' offset 0) running
    where pg_try_advisory_xact_lock(@lock_space::int, id::int))
returning {{batch columns}}
