-- What plans and permissions say of new and changed sites.
insert into planning (site_id, doc_type, zone_code, zone_label, permission_status, permission_type, permission_on,
                      history_urls, max_height_m, max_coverage_pct, hazard_class_max, restrictions)
select p.site_id, d.doc_type, d.zone_code, d.zone_label, d.permission_status, d.permission_type, d.permission_on,
       d.history_urls, d.max_height_m, d.max_coverage_pct, d.hazard_class_max, d.restrictions
from /*[documents*/ plan p join revision r on r.seq = p.place + @head::bigint /*documents]*/
cross join lateral json_populate_record(null::planning, r.document -> 'planning') d
where /*[chosen*/ p.content and p.parts & 64 <> 0 and r.seq > @head::bigint /*chosen]*/
