-- Parcels of new and changed sites. The members of the document and the columns have the same names.
insert into parcel (site_id, position, cadastre, cadastral_number, raw_number, area_m2, share_pct, land_category, purpose,
                    ownership, "right", registry_status, normative_value, normative_value_currency,
                    normative_value_on)
select e.site_id, r.ordinality, r.cadastre, r.cadastral_number, r.raw_number, r.area_m2, r.share_pct, r.land_category, r.purpose,
       r.ownership, r."right", r.registry_status, r.normative_value, r.normative_value_currency,
       r.normative_value_on
from staging s join entry e using (row_no)
cross join lateral json_populate_recordset(null::parcel, s.document -> 'parcels') with ordinality r
where e.action in ('create', 'update') and e.parts & 1 <> 0
