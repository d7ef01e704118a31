-- Access by each mode of transport of new and changed sites. The members of the document and the columns have the same names.
insert into access (site_id, position, mode, state, basis, target, straight_m, route_m, drive_min_car, drive_min_truck, quality,
                    axle_load_t, siding_state, as_of)
select e.site_id, r.ordinality, r.mode, r.state, r.basis, r.target, r.straight_m, r.route_m, r.drive_min_car, r.drive_min_truck,
       r.quality, r.axle_load_t, r.siding_state, r.as_of
from staging s join entry e using (row_no)
cross join lateral json_populate_recordset(null::access, s.document -> 'access') with ordinality r
where e.action in ('create', 'update') and e.parts & 8 <> 0
