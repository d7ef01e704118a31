-- What the desk decided of each staged edit, in the columns that plan_rows
-- asks for.
select e.row_no, e.site_id, s.source_digest, c.digest as record_digest, sha256(c.shown || ST_AsEWKB(c.shape, 'NDR')) as shown_digest,
       null::text as brought_ref, s.ref as site_ref, coalesce(o.code, @source_code::text) as source_code,
       coalesce(s.source_key, c.source_key) as source_key, e.origin, e.reason, coalesce(s.version, 0) as version, e.was_seq as head_seq,
       s.published_at as was_published_at, s.lifecycle as was_lifecycle, p.territory_id, s.territory_id as was_territory_id,
       e.action, e.site_id is null as new, e.content, e.published, e.lifecycle, e.review, coalesce(s.edited, false) or e.content as edited
from edit e
join staging c using (row_no)
left join place p using (row_no)
left join site s on s.id = e.site_id
left join source o on o.id = s.source_id
