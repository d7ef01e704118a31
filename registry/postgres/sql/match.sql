-- The site that each accepted row means: the one with the reference that the
-- row brings along, else the one with its key in the source.
create temp table matched on commit drop as
select c.row_no, c.line, c.source_key, c.ref, c.parts, c.source_digest, c.record_digest, c.shown_digest,
       coalesce(by_ref.id, case when c.ref is null then by_key.id end) as site_id,
       case when by_ref.id is null and c.ref is not null then by_key.ref end as other_ref
from candidate c
left join site by_ref on by_ref.ref = c.ref
left join site by_key on by_key.source_id = @source::bigint and by_key.source_key = c.source_key
where not exists (select from finding f where f.row_no = c.row_no and f.severity = 'error')
