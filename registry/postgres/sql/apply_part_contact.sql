-- Who answers for new and changed sites.
insert into contact (site_id, organisation, role, email, phone, languages, answer_days, tested_on)
select e.site_id, r.organisation, r.role, r.email, r.phone, r.languages, r.answer_days, r.tested_on
from staging s join entry e using (row_no)
cross join lateral json_populate_record(null::contact, s.document -> 'contact') r
where e.action in ('create', 'update') and e.parts & 256 <> 0
