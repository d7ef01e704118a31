-- The evidence behind the fields of new and changed sites.
insert into fact (site_id, field, state, source, method, as_of, verified_by, verified_on, note)
select p.site_id, f.key, d.state, d.source, d.method, d.as_of, d.verified_by, d.verified_on, d.note
from /*[documents*/ plan p join revision r on r.seq = p.place + @head::bigint /*documents]*/
cross join lateral json_each(r.document -> 'facts') f
cross join lateral json_populate_record(null::fact, f.value) d
where /*[chosen*/ p.content and p.parts & 512 <> 0 and r.seq > @head::bigint /*chosen]*/
