-- Takes out of the accepted rows those that are merged: their site was edited
-- and the source says something new, or they mean the site of another register
-- and say something else than its record.
with taken as (
    delete from matched m using site s
    where s.id = m.site_id
      and (s.source_id = @source::bigint and s.edited and m.source_digest is distinct from s.source_digest
           or s.source_id <> @source::bigint and m.record_digest is distinct from s.record_digest and m.record_digest is distinct from s.shown_digest)
      and s.lifecycle not in ('merged', 'split')
      and case when s.lifecycle = 'withdrawn' then not creation_undone(s.head_seq) else true end
      and not exists (select from finding f where f.row_no = m.row_no and f.severity = 'error' and not f.held)
    returning m.row_no, m.site_id, s.source_id
)
insert into merging (row_no, site_id, site_source) select row_no, site_id, source_id from taken
