-- What is known of contamination at new and changed sites.
insert into environment (site_id, contamination, contaminants, contamination_origin, studied_on, studied_year,
                         contaminated_m2, hazardous_substances, nature_zone)
select e.site_id, r.contamination, r.contaminants, r.contamination_origin, r.studied_on, r.studied_year, r.contaminated_m2,
       r.hazardous_substances, r.nature_zone
from staging s join entry e using (row_no)
cross join lateral json_populate_record(null::environment, s.document -> 'environment') r
where e.action in ('create', 'update') and e.parts & 128 <> 0
