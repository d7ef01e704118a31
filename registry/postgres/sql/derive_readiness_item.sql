-- Lines of the readiness check list of new and changed sites. The members of the document and the columns have the same names.
insert into readiness_item (site_id, position, item, state, issued_on, valid_until, url)
select p.site_id, d.ordinality, d.item, d.state, d.issued_on, d.valid_until, d.url
from /*[documents*/ plan p join revision r on r.seq = p.place + @head::bigint /*documents]*/
cross join lateral json_populate_recordset(null::readiness_item, r.document -> 'readiness') with ordinality d
where /*[chosen*/ p.content and p.parts & 32 <> 0 and r.seq > @head::bigint /*chosen]*/
