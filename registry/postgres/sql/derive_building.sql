-- Buildings of new and changed sites. The members of the document and the columns have the same names.
insert into building (site_id, position, name, count, type, floor_area_m2, footprint_m2, floors, clear_height_m, crane_t,
                      year_first, year_last, vacancy, condition, heritage, hazardous)
select p.site_id, d.ordinality, d.name, d.count, d.type, d.floor_area_m2, d.footprint_m2, d.floors, d.clear_height_m, d.crane_t,
       d.year_first, d.year_last, d.vacancy, d.condition, d.heritage, d.hazardous
from /*[documents*/ plan p join revision r on r.seq = p.place + @head::bigint /*documents]*/
cross join lateral json_populate_recordset(null::building, r.document -> 'buildings') with ordinality d
where /*[chosen*/ p.content and p.parts & 16 <> 0 and r.seq > @head::bigint /*chosen]*/
