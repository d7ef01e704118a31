-- Notes, within the import's transaction, what the import did.
update import_batch
set state = 'applied', ended_at = clock_timestamp(), rows_read = @read, created = @created, updated = @updated,
    unchanged = @unchanged, rejected = @rejected, warnings = @warnings, by_rule = @by_rule::jsonb,
    skipped = @skipped, gone = @gone, withdrawn = @withdrawn, first_seq = @first, last_seq = @last
where id = @batch
