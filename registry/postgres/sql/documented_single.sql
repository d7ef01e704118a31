-- What the newest documents say of a part that a site has once. What stands in
-- the slots is a row of partTables.
select s.id as site_id, /*[columns*/ d.zone_code /*columns]*/
from site s join revision r on r.seq = s.head_seq
cross join lateral json_populate_record(null::/*[part*/ planning /*part]*/, r.document -> /*[member*/ 'planning' /*member]*/) d
where r.document::text like '%"' || /*[member*/ 'planning' /*member]*/ || '":%'
