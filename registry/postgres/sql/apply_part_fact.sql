-- The evidence behind the fields of new and changed sites.
insert into fact (site_id, field, state, source, method, as_of, verified_by, verified_on, note)
select e.site_id, f.key, r.state, r.source, r.method, r.as_of, r.verified_by, r.verified_on, r.note
from staging s join entry e using (row_no)
cross join lateral json_each(s.document -> 'facts') f
cross join lateral json_populate_record(null::fact, f.value) r
where e.action in ('create', 'update') and e.parts & 512 <> 0
