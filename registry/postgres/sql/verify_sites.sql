-- Compares sites, their places and the projection with the revisions that they
-- are derived from.
with newest as (
    select distinct on (site_id) site_id, seq, ref, version, lifecycle, review, territory, record_digest, geom, document,
           count(*) over (partition by site_id) as versions
    from revision order by site_id, version desc
), shown as (
    select distinct on (site_id) site_id, seq, geom, territory, min(at) over (partition by site_id) as first_at
    from revision where published order by site_id, version desc
), compared as (
    select coalesce(n.seq, s.head_seq, p.revision_seq) as seq, coalesce(s.ref, n.ref, p.ref) as ref,
           case when s.id is null then 'its site is missing'
                when n.seq is null then 'the site is in no revision'
                when n.versions <> n.version then 'versions of the site are missing'
                when (s.ref, s.version, s.head_seq, s.record_digest, s.lifecycle, s.review)
                    is distinct from (n.ref, n.version, n.seq, n.record_digest, n.lifecycle, n.review)
                    then 'the site is not what its newest revision says'
                when (case when u.site_id is null then ST_AsEWKB(o.geom) else ST_AsEWKB(u.geom) end) is distinct from ST_AsEWKB(n.geom)
                        or u.area_m2 - ST_Area(n.geom::geography) not between -0.02 and 0.02
                    then 'the site''s place is not what its newest revision says'
                when (s.kind, s.confirmation, s.availability, s.names, s.summary, s.address, s.former_use, s.occupancy, s.servicing,
                      s.allowed_uses, s.area_declared_m2, s.area_usable_m2, s.location_quality, s.checked_on, s.demonstration, s.steward, s.deputy)
                    is distinct from (d.kind, d.confirmation, d.availability, d.names, d.summary, d.address, d.former_use, d.occupancy,
                      d.servicing, d.allowed_uses, (d.area ->> 'declared_m2')::double precision,
                      (d.area ->> 'usable_m2')::double precision, d.location_quality, d.checked_on, coalesce(d.demonstration, false),
                      nullif(d.internal ->> 'steward', ''), nullif(d.internal ->> 'deputy', ''))
                    or o.site_id is not null and o.quality is distinct from d.location_quality
                    or t.code <> n.territory
                    then 'the site does not say what its newest revision says'
                when s.published_at is distinct from h.first_at then 'the site was first published at another time'
                when h.seq is not null and lifecycle_shown(n.lifecycle) and p.id is null then 'the site is published and the public does not see it'
                when p.id is not null and (h.seq is null or not lifecycle_shown(n.lifecycle)) then 'the public sees a site that is not published'
                when s.published_seq is distinct from h.seq or p.id is not null and (p.revision_seq, p.ref, p.lifecycle) is distinct from (h.seq, s.ref, n.lifecycle)
                    then 'the public sees another revision than the one published last'
                when p.id is not null and ST_AsEWKB(p.geom) <> ST_AsEWKB(h.geom)
                    then 'the public sees another outline than the one published last'
                when p.id is not null and ((p.source, p.source_key, p.territory, p.published_at, p.outlined)
                        is distinct from (c.code, s.source_key, h.territory, s.published_at, ST_Dimension(h.geom) = 2)
                    or not p.territory = any(p.territories) or (p.territory is null) <> (p.territories is null))
                    then 'the public sees another source, territory or day than the revision says'
                when p.id is not null and (
                    p.area_measured_m2 - case when p.outlined then ST_Area(h.geom::geography) end not between -0.02 and 0.02
                    or (p.area_measured_m2 is null) = p.outlined
                    or not ST_DWithin(ST_Point(p.longitude, p.latitude, 4326), ST_PointOnSurface(h.geom), 1e-6)
                    or not ST_DWithin(p.point_3857, ST_Transform(ST_PointOnSurface(h.geom), 3857), 0.1)
                    or ST_NPoints(p.geom_3857) <> ST_NPoints(h.geom)
                    or not ST_Expand(Box2D(p.geom_3857), 0.1) ~ Box2D(ST_Transform(h.geom, 3857))
                    or not ST_Expand(Box2D(ST_Transform(h.geom, 3857)), 0.1) ~ Box2D(p.geom_3857))
                    then 'the public sees another size or place than the outline has' end as reason
    from newest n
    full join site s on s.id = n.site_id
    full join site_public p on p.id = s.id
    left join shown h on h.site_id = s.id
    left join surface u on u.site_id = s.id
    left join point o on o.site_id = s.id
    left join source c on c.id = s.source_id
    left join territory t on t.id = s.territory_id
    left join lateral json_to_record(n.document) as d (
        kind text, confirmation text, availability text, names jsonb, summary jsonb, address text, former_use text,
        occupancy text, servicing text, allowed_uses text[], area json, location_quality text, checked_on date,
        demonstration boolean, internal json) on true
)
select seq, coalesce(ref, ''), reason from compared where reason is not null order by seq, ref limit @limit
