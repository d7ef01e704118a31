-- Compares sites, their places and the projection with the revisions that they
-- are derived from.
with newest as (
    select distinct on (site_id) site_id, seq, ref, version, lifecycle, review, record_digest, geom,
           count(*) over (partition by site_id) as versions
    from revision order by site_id, version desc
), shown as (
    select distinct on (site_id) site_id, seq, geom from revision where published order by site_id, version desc
), compared as (
    select coalesce(n.seq, s.head_seq, p.revision_seq) as seq, coalesce(s.ref, n.ref, p.ref) as ref,
           case when s.id is null then 'its site is missing'
                when n.seq is null then 'the site is in no revision'
                when n.versions <> n.version then 'versions of the site are missing'
                when (s.ref, s.version, s.head_seq, s.record_digest, s.lifecycle, s.review)
                    is distinct from (n.ref, n.version, n.seq, n.record_digest, n.lifecycle, n.review)
                    then 'the site is not what its newest revision says'
                when (case when u.site_id is null then ST_AsEWKB(o.geom) else ST_AsEWKB(u.geom) end) is distinct from ST_AsEWKB(n.geom)
                    then 'the site''s place is not what its newest revision says'
                when h.seq is not null and lifecycle_shown(n.lifecycle) and p.id is null then 'the site is published and the public does not see it'
                when p.id is not null and (h.seq is null or not lifecycle_shown(n.lifecycle)) then 'the public sees a site that is not published'
                when s.published_seq is distinct from h.seq or p.id is not null and (p.revision_seq, p.ref, p.lifecycle) is distinct from (h.seq, s.ref, n.lifecycle)
                    then 'the public sees another revision than the one published last'
                when p.id is not null and ST_AsEWKB(p.geom) <> ST_AsEWKB(h.geom)
                    then 'the public sees another outline than the one published last' end as reason
    from newest n
    full join site s on s.id = n.site_id
    full join site_public p on p.id = s.id
    left join shown h on h.site_id = s.id
    left join surface u on u.site_id = s.id
    left join point o on o.site_id = s.id
)
select seq, coalesce(ref, ''), reason from compared where reason is not null order by seq, ref limit @limit
