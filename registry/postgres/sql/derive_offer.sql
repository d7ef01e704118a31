-- Offers of new and changed sites. The members of the document and the columns have the same names.
insert into offer (site_id, position, mode, price_amount, currency, price_basis, vat_included, price_as_of, lease_min_months,
                   lease_max_months, available_from, procedure, url)
select p.site_id, d.ordinality, d.mode, d.price_amount, d.currency, d.price_basis, d.vat_included, d.price_as_of, d.lease_min_months,
       d.lease_max_months, d.available_from, d.procedure, d.url
from /*[documents*/ plan p join revision r on r.seq = p.place + @head::bigint /*documents]*/
cross join lateral json_populate_recordset(null::offer, r.document -> 'offers') with ordinality d
where /*[chosen*/ p.content and p.parts & 2 <> 0 and r.seq > @head::bigint /*chosen]*/
