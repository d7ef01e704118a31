-- Access by each mode of transport of new and changed sites. The members of the document and the columns have the same names.
insert into access (site_id, position, mode, state, basis, target, straight_m, route_m, drive_min_car, drive_min_truck, quality,
                    axle_load_t, siding_state, as_of)
select p.site_id, d.ordinality, d.mode, d.state, d.basis, d.target, d.straight_m, d.route_m, d.drive_min_car, d.drive_min_truck,
       d.quality, d.axle_load_t, d.siding_state, d.as_of
from /*[documents*/ plan p join revision r on r.seq = p.place + @head::bigint /*documents]*/
cross join lateral json_populate_recordset(null::access, r.document -> 'access') with ordinality d
where /*[chosen*/ p.content and p.parts & 8 <> 0 and r.seq > @head::bigint /*chosen]*/
