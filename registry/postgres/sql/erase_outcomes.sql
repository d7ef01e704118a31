-- Forgets what the rows of a site said in the last runs of uploads, and what was
-- found in them; that there were such rows stays.
update import_outcome o
set changes = null, issues = '[]', raw = null, name = ''
from site s join source c on c.id = s.source_id
where s.id = @site and (o.ref = s.ref or o.source_key = s.source_key and exists (
          select from import_upload u where u.id = o.upload_id and u.recognised #>> '{source,code}' = c.code))
