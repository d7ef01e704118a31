-- Takes a text out of the rejected rows of a site, as the file had them; it is
-- given as it stands in JSON.
update import_row r
set raw = replace(r.raw::text, @text::text, @mark::text)::jsonb
from import_batch b join site s on s.source_id = b.source_id
where s.id = @site and b.id = r.batch_id and r.source_key = s.source_key and strpos(r.raw::text, @text::text) > 0
