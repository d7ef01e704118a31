-- Sites whose record an import left as it was, though its source said something
-- new of them.
update site s set source_digest = i.source_digest, edited = i.edited
from import_site i
where i.batch_id = @undo::bigint and i.said is not null and s.id = i.site_id
  and not exists (select from revision r where r.site_id = i.site_id and r.batch_id = i.batch_id)
  and not exists (select from import_site l where l.site_id = i.site_id and l.batch_id > i.batch_id)
