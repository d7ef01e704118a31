-- Some rows with what was decided and what the database alone knows of them; a
-- row that is not planned was rejected or left out.
select s.row_no, s.line, s.source_key, p.action, coalesce(p.place, 0), coalesce(p.site_id, 0), coalesce(p.ref, ''),
       coalesce(p.source_code, ''), coalesce(p.source_key, ''), coalesce(p.version, 0), coalesce(p.published, false),
       p.published_at, coalesce(p.lifecycle, ''), p.review, p.origin, p.reason, coalesce(p.new, false), coalesce(p.content, false), p.record_digest, p.shown_digest, p.source_digest, p.territory_id,
       coalesce(l.code, s.territory_code),
       coalesce(l.codes, case when s.territory_code is not null then array[s.territory_code] end), s.outlined,
       ST_X(s.spot), ST_Y(s.spot), s.measured_m2, s.declared_m2,
       coalesce(s.largest_m2, case when ST_NumGeometries(coalesce(s.moved, s.shape)) = 1 then s.measured_m2
           else (select round(max(ST_Area(d.geom::geography)) * 100) / 100 from ST_Dump(coalesce(s.moved, s.shape)) d) end),
       s.moved, b.document, p.was_lifecycle, p.was_territory_id is distinct from p.territory_id, w.code,
       case when b.geom is not null and ST_AsEWKB(b.geom) <> ST_AsEWKB(coalesce(s.moved, s.shape))
            then json_build_object('before', outline_in_brief(b.geom), 'after', outline_in_brief(coalesce(s.moved, s.shape))) end,
       k.row_no is not null as skipped
from staging s
left join plan p using (row_no)
left join skipped k using (row_no)
left join ladder l using (territory_id)
left join revision b on b.seq = p.was_head_seq and p.action <> 'unchanged'
left join territory w on w.id = p.was_territory_id and p.action <> 'unchanged'
where s.row_no > @after and s.row_no <= @after + @limit
order by s.row_no
