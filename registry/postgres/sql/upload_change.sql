-- Replaces how an upload is read; what dry runs said does not hold any more.
update import_upload
set settings = @settings::jsonb, recognised = @recognised::jsonb, changed_at = now(), tried = null, failure = null,
    authors = case when @author::text = '' or @author::text = any(authors) then authors else authors || @author::text end
where id = @id::bigint
