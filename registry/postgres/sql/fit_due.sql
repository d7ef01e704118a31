-- Sites of which nothing has been measured yet, with the roads around them. Needs site_public_unfitted_idx or site_draft_unfitted_idx, and road_geom_idx.
select s.id, s.revision_seq, ST_AsEWKB(s.geom), coalesce(s.outlined, false),
       (select ST_AsGeoJSON(ST_Multi(ST_Collect(r.geom)), 9) from road r where r.geom && ST_Expand(s.geom, n.lon, n.lat)),
       exists (select from road r where r.geom && ST_Expand(s.geom, w.lon, w.lat))
from /*[table*/ site_public /*table]*/ s
cross join lateral (select @metre_lat::double precision / greatest(cos(radians(s.latitude)), 0.05) as metre_lon) m
cross join lateral (select @reach::double precision * m.metre_lon as lon, @reach::double precision * @metre_lat::double precision as lat) n
cross join lateral (select @known::double precision * m.metre_lon as lon, @known::double precision * @metre_lat::double precision as lat) w
where not s.fitted and s.id > @after::bigint and (@only::bigint[] is null or s.id = any(@only::bigint[]))
order by s.id
limit @limit
