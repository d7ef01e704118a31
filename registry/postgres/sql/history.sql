-- The history of a site, the newest revision first: all of it, or what the
-- public saw. The public's differences are those from what it saw before,
-- not those of drafts.
select r.seq, r.version, r.at, r.actor, coalesce(a.name, ''), r.action, coalesce(b.lifecycle, ''), r.lifecycle, coalesce(r.review, ''),
       r.published, coalesce(r.batch_id, 0), coalesce(o.code, ''), coalesce(o.name, ''), coalesce(r.reason, ''), r.hash, coalesce(r.erased_by, 0),
       case when @public::boolean then null else r.changes end,
       case when @public::boolean then public_document(w.document) end,
       case when @public::boolean then public_document(t.document) end,
       case when ST_AsEWKB(w.geom) is distinct from ST_AsEWKB(t.geom) then
           json_build_object('before', outline_in_brief(w.geom), 'after', outline_in_brief(t.geom)) end,
       case when @geometry::boolean and ST_AsEWKB(w.geom) is distinct from ST_AsEWKB(t.geom) then ST_AsGeoJSON(w.geom, 7) end,
       case when @geometry::boolean and ST_AsEWKB(w.geom) is distinct from ST_AsEWKB(t.geom) then ST_AsGeoJSON(t.geom, 7) end
from revision r
left join revision b on b.site_id = r.site_id and b.version = r.version - 1
left join lateral (
    select p.document, p.geom from revision p
    where p.site_id = r.site_id and p.seq < r.seq and (p.published or not @public::boolean) order by p.seq desc limit 1
) w on true
left join lateral (
    select p.document, p.geom from revision p
    where p.site_id = r.site_id and p.seq <= r.seq and (p.published or not @public::boolean) order by p.seq desc limit 1
) t on true
left join import_batch i on i.id = r.batch_id
left join source o on o.id = i.source_id
left join account a on r.actor = 'user:' || a.id
where r.site_id = @site::bigint and (@before::bigint = 0 or r.seq < @before::bigint)
  and (not @public::boolean or lifecycle_shown(r.lifecycle) and (r.published or lifecycle_shown(b.lifecycle) is not true)
       or not lifecycle_shown(r.lifecycle) and lifecycle_shown(b.lifecycle))
order by r.seq desc
limit @limit
