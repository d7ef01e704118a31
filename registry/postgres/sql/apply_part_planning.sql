-- What plans and permissions say of new and changed sites.
insert into planning (site_id, doc_type, zone_code, zone_label, permission_status, permission_type, permission_on,
                      history_urls, max_height_m, max_coverage_pct, hazard_class_max, restrictions)
select e.site_id, r.doc_type, r.zone_code, r.zone_label, r.permission_status, r.permission_type, r.permission_on,
       r.history_urls, r.max_height_m, r.max_coverage_pct, r.hazard_class_max, r.restrictions
from staging s join entry e using (row_no)
cross join lateral json_populate_record(null::planning, s.document -> 'planning') r
where e.action in ('create', 'update') and e.parts & 64 <> 0
