-- What was decided of each record that is written again, in the columns that
-- plan_rows asks for.
select p.row_no, p.site_id, p.source_digest, c.digest as record_digest, sha256(c.shown || ST_AsEWKB(c.shape, 'NDR')) as shown_digest,
       null::text as brought_ref, s.ref as site_ref, o.code as source_code, s.source_key, p.origin, p.reason, s.version, s.head_seq,
       s.published_at as was_published_at, s.lifecycle as was_lifecycle, l.territory_id, s.territory_id as was_territory_id,
       p.action, false as new, p.content, p.published, p.lifecycle, p.review, p.edited
from replay p
join staging c using (row_no)
join site s on s.id = p.site_id
join source o on o.id = s.source_id
left join place l using (row_no)
where p.pass = @pass
