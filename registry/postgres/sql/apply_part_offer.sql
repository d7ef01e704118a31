-- Offers of new and changed sites. The members of the document and the columns have the same names.
insert into offer (site_id, position, mode, price_amount, currency, price_basis, vat_included, price_as_of, lease_min_months,
                   lease_max_months, available_from, procedure, url)
select e.site_id, r.ordinality, r.mode, r.price_amount, r.currency, r.price_basis, r.vat_included, r.price_as_of, r.lease_min_months,
       r.lease_max_months, r.available_from, r.procedure, r.url
from staging s join entry e using (row_no)
cross join lateral json_populate_recordset(null::offer, s.document -> 'offers') with ordinality r
where e.action in ('create', 'update') and e.parts & 2 <> 0
