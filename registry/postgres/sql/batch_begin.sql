-- Notes that an import starts.
insert into import_batch (file_name, file_digest, profile, source_id, actor, publish, accepted, state, started_at, upload_id)
values (@file_name, @file_digest, @profile, @source, @actor, @publish, @accepted::text[], 'running', clock_timestamp(), nullif(@upload::bigint, 0))
returning id
