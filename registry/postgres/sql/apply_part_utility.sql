-- Utilities of new and changed sites. The members of the document and the columns have the same names.
insert into utility (site_id, position, network, state, distance_m, capacity_total, capacity_available, capacity_basis,
                     capacity_as_of, valid_until, asset, voltage_kv, diameter_mm, connection_months, provider)
select e.site_id, r.ordinality, r.network, r.state, r.distance_m, r.capacity_total, r.capacity_available, r.capacity_basis,
       r.capacity_as_of, r.valid_until, r.asset, r.voltage_kv, r.diameter_mm, r.connection_months, r.provider
from staging s join entry e using (row_no)
cross join lateral json_populate_recordset(null::utility, s.document -> 'utilities') with ordinality r
where e.action in ('create', 'update') and e.parts & 4 <> 0
