-- Notes that an import starts.
insert into import_batch (file_name, file_digest, profile, source_id, actor, publish, accepted, state, started_at)
values (@file_name, @file_digest, @profile, @source, @actor, @publish, @accepted::text[], 'running', clock_timestamp())
returning id
