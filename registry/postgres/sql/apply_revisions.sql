-- Appends the revisions to the ledger.
insert into revision (seq, site_id, ref, version, at, actor, action, published, source, batch_id, changes, document,
                      geom, record_digest, digest, prev_hash, hash)
select e.seq, e.site_id, e.ref, e.version, @at::timestamptz, @actor::text, e.action, e.published, e.source_code,
       @batch::bigint, e.changes, s.document, c.geom, e.record_digest, e.digest, e.prev_hash, e.hash
from staging s join entry e using (row_no) join candidate c using (row_no)
