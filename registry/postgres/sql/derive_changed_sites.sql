-- Sites that changed or come to be published, out of the revisions that were
-- just appended.
update site as t
set lifecycle = p.lifecycle, review = p.review, version = p.version, head_seq = r.seq,
    published_seq = case when p.published then r.seq else t.published_seq end,
    published_at = coalesce(p.published_at, t.published_at),
    record_digest = p.record_digest, shown_digest = p.shown_digest, source_digest = p.source_digest, edited = p.edited,
    territory_id = p.territory_id, kind = d.kind, confirmation = d.confirmation, availability = d.availability,
    names = d.names, summary = d.summary, address = d.address, former_use = d.former_use, occupancy = d.occupancy,
    servicing = d.servicing, allowed_uses = d.allowed_uses,
    area_declared_m2 = (d.area ->> 'declared_m2')::double precision,
    area_usable_m2 = (d.area ->> 'usable_m2')::double precision, location_quality = d.location_quality,
    checked_on = d.checked_on, demonstration = coalesce(d.demonstration, false),
    steward = nullif(d.internal ->> 'steward', ''), deputy = nullif(d.internal ->> 'deputy', '')
from plan p
join revision r on r.seq = p.place + @head::bigint
cross join lateral json_to_record(r.document) as d (
    kind text, confirmation text, availability text, names jsonb, summary jsonb, address text, former_use text,
    occupancy text, servicing text, allowed_uses text[], area json, location_quality text, checked_on date,
    demonstration boolean, internal json)
where not p.new and p.action <> 'unchanged' and r.seq > @head::bigint and t.id = p.site_id
