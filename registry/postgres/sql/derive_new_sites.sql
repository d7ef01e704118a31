-- New sites, out of the revisions that were just appended.
insert into site (id, ref, source_id, source_key, lifecycle, review, version, head_seq, published_seq, published_at, record_digest,
                  shown_digest, source_digest, territory_id, kind, confirmation, availability, names, summary, address,
                  former_use, occupancy, servicing, allowed_uses, area_declared_m2, area_usable_m2, location_quality,
                  checked_on, demonstration)
overriding system value
select p.site_id, p.ref, @source::bigint, p.source_key, p.lifecycle, p.review, p.version, r.seq, case when p.published then r.seq end,
       p.published_at, p.record_digest, p.shown_digest, p.source_digest, p.territory_id, d.kind, d.confirmation,
       d.availability, d.names, d.summary, d.address, d.former_use, d.occupancy, d.servicing, d.allowed_uses,
       (d.area ->> 'declared_m2')::double precision, (d.area ->> 'usable_m2')::double precision, d.location_quality,
       d.checked_on, coalesce(d.demonstration, false)
from plan p
join revision r on r.seq = p.place + @head::bigint
cross join lateral json_to_record(r.document) as d (
    kind text, confirmation text, availability text, names jsonb, summary jsonb, address text, former_use text,
    occupancy text, servicing text, allowed_uses text[], area json, location_quality text, checked_on date,
    demonstration boolean)
where p.new and r.seq > @head::bigint
