-- New sites.
insert into site (id, ref, source_id, source_key, lifecycle, version, head_seq, published_seq, published_at,
                  record_digest, source_digest, territory_id, kind, confirmation, availability, names, summary, address,
                  former_use, occupancy, servicing, allowed_uses, area_declared_m2, area_usable_m2, location_quality,
                  checked_on, demonstration)
overriding system value
select p.site_id, p.ref, @source::bigint, p.source_key, p.lifecycle, p.version, p.seq + @head::bigint,
       case when p.published then p.seq + @head::bigint end, p.published_at,
       s.record_digest, s.source_digest, p.territory_id, s.kind, s.confirmation, s.availability, s.document -> 'names',
       s.document -> 'summary', s.address, s.former_use, s.occupancy, s.servicing, s.allowed_uses, s.area_declared_m2,
       s.area_usable_m2, s.location_quality, s.checked_on, s.demonstration
from plan p join staging s using (row_no)
where p.action = 'create'
