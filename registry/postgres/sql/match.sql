-- The site that each accepted row means: the one with the reference that the
-- row brings along, else the one with its key in the source.
create temp table matched on commit drop as
select s.row_no, s.line, s.source_key, s.ref, s.digest as source_digest,
       case when s.moved is null then s.digest else sha256(s.document_digest || ST_AsEWKB(s.moved, 'NDR')) end as record_digest,
       case when s.shown is not null then sha256(s.shown || ST_AsEWKB(coalesce(s.moved, s.shape), 'NDR')) end as shown_digest,
       coalesce(by_ref.id, case when s.ref is null then by_key.id end) as site_id,
       case when by_ref.id is null and s.ref is not null then by_key.ref end as other_ref
from staging s
left join site by_ref on by_ref.ref = s.ref
left join site by_key on by_key.source_id = @source::bigint and by_key.source_key = s.source_key
where not s.rejected
  and not exists (select from finding f where f.row_no = s.row_no and f.severity = 'error' and not f.held)
