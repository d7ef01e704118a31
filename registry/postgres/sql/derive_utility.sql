-- Utilities of new and changed sites. The members of the document and the columns have the same names.
insert into utility (site_id, position, network, state, distance_m, capacity_total, capacity_available, capacity_basis,
                     capacity_as_of, valid_until, asset, voltage_kv, diameter_mm, connection_months, provider)
select p.site_id, d.ordinality, d.network, d.state, d.distance_m, d.capacity_total, d.capacity_available, d.capacity_basis,
       d.capacity_as_of, d.valid_until, d.asset, d.voltage_kv, d.diameter_mm, d.connection_months, d.provider
from /*[documents*/ plan p join revision r on r.seq = p.place + @head::bigint /*documents]*/
cross join lateral json_populate_recordset(null::utility, r.document -> 'utilities') with ordinality d
where /*[chosen*/ p.content and p.parts & 4 <> 0 and r.seq > @head::bigint /*chosen]*/
