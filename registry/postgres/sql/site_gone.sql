-- What became of a site that the public saw once: its state, since when, and
-- the outcome as the revision says it by which the state came.
select s.lifecycle, e.at, public_document(e.document) -> 'outcome'
from site s
cross join lateral (
    select r.at, r.document from revision r
    where r.site_id = s.id and r.seq > coalesce(
        (select max(o.seq) from revision o where o.site_id = s.id and o.lifecycle <> s.lifecycle), 0)
    order by r.seq limit 1
) e
where s.ref = @ref::text and s.published_seq is not null and s.lifecycle in ('reused', 'withdrawn', 'merged', 'split')
