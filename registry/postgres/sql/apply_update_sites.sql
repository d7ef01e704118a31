-- Sites that changed or come to be published.
update site as t
set lifecycle = p.lifecycle, version = p.version, head_seq = p.seq + @head::bigint,
    published_seq = case when p.published then p.seq + @head::bigint else t.published_seq end,
    published_at = coalesce(p.published_at, t.published_at),
    record_digest = s.record_digest, source_digest = s.source_digest, territory_id = p.territory_id, kind = s.kind,
    confirmation = s.confirmation, availability = s.availability, names = s.document -> 'names',
    summary = s.document -> 'summary', address = s.address, former_use = s.former_use, occupancy = s.occupancy,
    servicing = s.servicing, allowed_uses = s.allowed_uses, area_declared_m2 = s.area_declared_m2,
    area_usable_m2 = s.area_usable_m2, location_quality = s.location_quality, checked_on = s.checked_on,
    demonstration = s.demonstration
from plan p join staging s using (row_no)
where p.action in ('update', 'publish') and t.id = p.site_id
