-- What is known of contamination at new and changed sites.
insert into environment (site_id, contamination, contaminants, contamination_origin, studied_on, studied_year,
                         contaminated_m2, hazardous_substances, nature_zone)
select p.site_id, d.contamination, d.contaminants, d.contamination_origin, d.studied_on, d.studied_year, d.contaminated_m2,
       d.hazardous_substances, d.nature_zone
from /*[documents*/ plan p join revision r on r.seq = p.place + @head::bigint /*documents]*/
cross join lateral json_populate_record(null::environment, r.document -> 'environment') d
where /*[chosen*/ p.content and p.parts & 128 <> 0 and r.seq > @head::bigint /*chosen]*/
