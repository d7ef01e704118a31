-- What the newest documents say of parts that are listed. What stands in the
-- slots is a row of partTables; to look for the member's name is much faster
-- than to read the document, and most documents have few parts.
select s.id as site_id, d.ordinality::int as position, /*[columns*/ d.mode /*columns]*/
from site s join revision r on r.seq = s.head_seq
cross join lateral json_populate_recordset(null::/*[part*/ offer /*part]*/, r.document -> /*[member*/ 'offers' /*member]*/) with ordinality d
where r.document::text like '%"' || /*[member*/ 'offers' /*member]*/ || '":%'
