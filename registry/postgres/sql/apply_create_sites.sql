-- New sites.
insert into site (id, ref, source_id, source_key, lifecycle, version, head_seq, published_seq, published_at,
                  record_digest, shown_digest, source_digest, territory_id, kind, confirmation, availability, names, summary, address,
                  former_use, occupancy, servicing, allowed_uses, area_declared_m2, area_usable_m2, location_quality,
                  checked_on, demonstration)
overriding system value
select e.site_id, e.ref, @source::bigint, e.source_key, e.lifecycle, e.version, e.seq,
       case when e.published then e.seq end, e.published_at,
       e.record_digest, e.shown_digest, e.source_digest, e.territory_id, s.kind, s.confirmation, s.availability,
       (s.document -> 'names')::jsonb, (s.document -> 'summary')::jsonb, s.address, s.former_use, s.occupancy,
       s.servicing, s.allowed_uses, s.area_declared_m2, s.area_usable_m2, s.location_quality, s.checked_on, s.demonstration
from staging s join entry e using (row_no)
where e.action = 'create'
