-- Parcels of new and changed sites. The members of the document and the columns have the same names.
insert into parcel (site_id, position, cadastre, cadastral_number, raw_number, area_m2, share_pct, land_category, purpose,
                    ownership, "right", registry_status, normative_value, normative_value_currency,
                    normative_value_on, owner)
select p.site_id, d.ordinality, d.cadastre, d.cadastral_number, d.raw_number, d.area_m2, d.share_pct, d.land_category, d.purpose,
       d.ownership, d."right", d.registry_status, d.normative_value, d.normative_value_currency,
       d.normative_value_on, d.owner
from /*[documents*/ plan p join revision r on r.seq = p.place + @head::bigint /*documents]*/
cross join lateral json_populate_recordset(null::parcel, r.document -> 'parcels') with ordinality d
where /*[chosen*/ p.content and p.parts & 1 <> 0 and r.seq > @head::bigint /*chosen]*/
