-- Sites of which nothing has been measured yet, with the roads around them. Needs site_public_unfitted_idx or site_draft_unfitted_idx, and
-- road_geom_idx.
select s.id, s.revision_seq, ST_AsEWKB(s.geom), coalesce(s.outlined, false), roads_within(s.geom, @reach::double precision),
       has_roads_within(s.geom, @known::double precision), (select loaded_at from road_layer)
from /*[table*/ site_public /*table]*/ s
where not s.fitted and s.id > @after::bigint and (@only::bigint[] is null or s.id = any(@only::bigint[]))
order by s.id
limit @limit
