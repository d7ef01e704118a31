-- Takes a text out of what imports found in the rows of a site.
update import_issue
set raw = replace(raw, @text::text, @mark::text), proposed = replace(proposed, @text::text, @mark::text),
    message = replace(message, @text::text, @mark::text)
where (batch_id = any(@batches::bigint[]) or batch_id in (
        select r.batch_id from import_row r join import_batch b on b.id = r.batch_id join site s on s.source_id = b.source_id
        where s.id = @site and r.source_key = s.source_key))
  and (strpos(raw, @text::text) > 0 or strpos(proposed, @text::text) > 0 or strpos(message, @text::text) > 0)
