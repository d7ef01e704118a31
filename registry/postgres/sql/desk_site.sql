-- One site as those who change it have to know it: the newest record, the
-- published one, and who made what is not published yet. Only a publication
-- makes a content everybody's: a site that was withdrawn with changes that
-- nobody has looked at keeps their authors.
select s.id, s.ref, s.version, s.lifecycle, coalesce(s.review, ''), s.head_seq, coalesce(s.published_seq, 0), s.published_at,
       territories_of(s.territory_id), o.code, o.name, coalesce(o.producer, ''), coalesce(o.url, ''), coalesce(o.licence, ''), s.source_key,
       h.at, h.actor, h.document, ST_AsEWKB(h.geom, 'NDR'), ST_AsGeoJSON(h.geom, 7),
       p.document, ST_AsEWKB(p.geom, 'NDR'), territories_of((select t.id from territory t where t.code = p.territory)),
       array(select distinct r.actor from revision r
             where r.site_id = s.id and r.action in ('create', 'update', 'undo')
               and r.seq > coalesce((select max(c.seq) from revision c where c.site_id = s.id and c.review is null and c.published), 0)
             order by r.actor)
from site s
join source o on o.id = s.source_id
join revision h on h.seq = s.head_seq
left join revision p on p.seq = s.published_seq and lifecycle_shown(s.lifecycle)
where s.ref = @ref::text
