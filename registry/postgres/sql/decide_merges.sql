-- What becomes of merged records, in the columns that plan_rows asks for. They
-- are published only into a site of which the public sees the newest record,
-- and only where nothing clashes.
with state as (
    select m.row_no, m.site_id, m.source_digest, c.digest as record_digest, sha256(c.shown || ST_AsEWKB(c.shape, 'NDR')) as shown_digest,
           s.ref as site_ref, o.code as source_code, s.source_key, s.version, s.head_seq, s.published_at as was_published_at,
           s.lifecycle as was_lifecycle, s.review as was_review, p.territory_id, s.territory_id as was_territory_id, m.edited,
           c.digest = s.record_digest and p.territory_id is not distinct from s.territory_id as same,
           @publish::boolean and not m.clashes and s.review is null and lifecycle_shown(s.lifecycle)
               and not exists (select from finding f where f.row_no = m.row_no and f.held) as publishable
    from merged m
    join staging c using (row_no)
    join site s on s.id = m.site_id
    join source o on o.id = s.source_id
    left join place p using (row_no)
    where not exists (select from finding f where f.row_no = m.row_no and f.severity = 'error' and not f.held)
)
select row_no, site_id, source_digest, record_digest, shown_digest, null::text as brought_ref, site_ref, source_code, source_key,
       @source_code::text as origin, @reason::text as reason, version, head_seq, was_published_at, was_lifecycle, territory_id, was_territory_id,
       case when same then 'unchanged' else 'update' end as action, false as new, not same as content, publishable and not same as published,
       case when was_lifecycle = 'in_review' and not same then 'draft' else was_lifecycle end as lifecycle,
       case when same then was_review when publishable then null else 'draft' end as review, edited
from state
