-- Appends the revisions to the ledger.
insert into revision (seq, site_id, ref, version, at, actor, action, published, source, batch_id, changes, document,
                      geom, record_digest, digest, prev_hash, hash)
select e.seq, p.site_id, p.ref, p.version, @at::timestamptz, @actor::text, p.action, p.published, p.source_code,
       @batch::bigint, e.changes, s.document, c.geom, c.record_digest, e.digest, e.prev_hash, e.hash
from staging s join plan p using (row_no) join entry e using (row_no) join candidate c using (row_no)
