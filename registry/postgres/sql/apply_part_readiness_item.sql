-- Lines of the readiness check list of new and changed sites. The members of the document and the columns have the same names.
insert into readiness_item (site_id, position, item, state, issued_on, valid_until, url)
select e.site_id, r.ordinality, r.item, r.state, r.issued_on, r.valid_until, r.url
from staging s join entry e using (row_no)
cross join lateral json_populate_recordset(null::readiness_item, s.document -> 'readiness') with ordinality r
where e.action in ('create', 'update') and e.parts & 32 <> 0
