-- Keeps what the source said of merged sites, and, for the undo, what was
-- before.
insert into import_site (batch_id, site_id, source_digest, edited, said, said_geom, said_seq)
select @batch::bigint, s.id, s.source_digest, s.edited, m.said::json, ST_GeomFromEWKB(m.said_outline), @head::bigint
from merged m join plan p using (row_no) join site s on s.id = m.site_id
