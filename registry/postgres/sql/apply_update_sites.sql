-- Sites that changed or come to be published.
update site as t
set lifecycle = e.lifecycle, version = e.version, head_seq = e.seq,
    published_seq = case when e.published then e.seq else t.published_seq end,
    published_at = coalesce(e.published_at, t.published_at),
    record_digest = e.record_digest, shown_digest = e.shown_digest, source_digest = e.source_digest, territory_id = e.territory_id, kind = s.kind,
    confirmation = s.confirmation, availability = s.availability, names = (s.document -> 'names')::jsonb,
    summary = (s.document -> 'summary')::jsonb, address = s.address, former_use = s.former_use, occupancy = s.occupancy,
    servicing = s.servicing, allowed_uses = s.allowed_uses, area_declared_m2 = s.area_declared_m2,
    area_usable_m2 = s.area_usable_m2, location_quality = s.location_quality, checked_on = s.checked_on,
    demonstration = s.demonstration
from staging s join entry e using (row_no)
where e.action in ('update', 'publish') and t.id = e.site_id
