-- Marks uploads that nobody has touched for long; their files are removed.
update import_upload u set removed_at = now()
where removed_at is null and changed_at < @since::timestamptz
  and not exists (select from import_batch b where b.upload_id = u.id and (b.state = 'running' or b.ended_at >= @since::timestamptz))
returning file
