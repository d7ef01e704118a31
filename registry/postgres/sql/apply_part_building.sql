-- Buildings of new and changed sites. The members of the document and the columns have the same names.
insert into building (site_id, position, name, count, type, floor_area_m2, footprint_m2, floors, clear_height_m, crane_t,
                      year_first, year_last, vacancy, condition, heritage, hazardous)
select e.site_id, r.ordinality, r.name, r.count, r.type, r.floor_area_m2, r.footprint_m2, r.floors, r.clear_height_m, r.crane_t,
       r.year_first, r.year_last, r.vacancy, r.condition, r.heritage, r.hazardous
from staging s join entry e using (row_no)
cross join lateral json_populate_recordset(null::building, s.document -> 'buildings') with ordinality r
where e.action in ('create', 'update') and e.parts & 16 <> 0
