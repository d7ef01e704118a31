-- What the newest documents say of parts that have names. What stands in the
-- slots is a row of partTables.
select s.id as site_id, m.key as field, /*[columns*/ d.state /*columns]*/
from site s join revision r on r.seq = s.head_seq
cross join lateral json_each(r.document -> /*[member*/ 'facts' /*member]*/) m
cross join lateral json_populate_record(null::/*[part*/ fact /*part]*/, m.value) d
where r.document::text like '%"' || /*[member*/ 'facts' /*member]*/ || '":%'
