-- Notes that an import failed; nothing of it was stored.
update import_batch set state = 'failed', ended_at = clock_timestamp(), failure = @failure
where id = @batch and state = 'running'
