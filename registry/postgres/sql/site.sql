-- Everything public of published sites: one by its reference (Site), or the next ones in the order of references that
-- meet a question (Each). Needs site_public_ref_idx.
select s.id, s.ref, ST_AsGeoJSON(ST_ForcePolygonCCW(s.geom), 7), s.properties,
       array[ST_XMin(s.geom), ST_YMin(s.geom), ST_XMax(s.geom), ST_YMax(s.geom)],
       public_document(r.document), s.territories, r.seq, r.version, r.at, s.published_at,
       o.code, o.name, coalesce(o.producer, ''), coalesce(o.url, ''), coalesce(o.licence, ''),
       ST_AsGeoJSON(s.rectangle, 7), ST_AsGeoJSON(s.frontage, 7),
       case when s.frontage_measured_m is not null then (select jsonb_build_object('source', l.source, 'licence', l.licence, 'lines', l.lines, 'loaded_at', l.loaded_at) from road_layer l) end
from (
    select * from site_public s
    where /*[where*/ true /*where]*/ and /*[place*/ s.ref > @after::text /*place]*/
    order by s.ref
    limit @limit
) s
join revision r on r.seq = s.revision_seq
join site i on i.id = s.id
join source o on o.id = i.source_id
order by s.ref
