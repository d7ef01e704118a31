-- Whether there is such a batch.
select exists (select from import_batch where id = @batch)
