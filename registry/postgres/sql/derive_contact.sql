-- Who answers for new and changed sites.
insert into contact (site_id, organisation, role, email, phone, languages, answer_days, tested_on, deputy_email)
select p.site_id, d.organisation, d.role, d.email, d.phone, d.languages, d.answer_days, d.tested_on, d.deputy_email
from /*[documents*/ plan p join revision r on r.seq = p.place + @head::bigint /*documents]*/
cross join lateral json_populate_record(null::contact, r.document -> 'contact') d
where /*[chosen*/ p.content and p.parts & 256 <> 0 and r.seq > @head::bigint /*chosen]*/
