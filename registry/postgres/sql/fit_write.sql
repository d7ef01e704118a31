-- Writes what was measured, of the sites that are still of the same revision. The members stand at the front of the properties, so
-- that those of before are found.
update /*[table*/ site_public /*table]*/ s
set fitted = true, {{fitted assignments}},
    rectangle = ST_GeomFromText(f.rectangle, 4326), frontage = ST_GeomFromText(f.frontage, 4326),
    properties = '{' || f.members || regexp_replace(s.properties, '^\{("({{fitted pattern}})":[^,]*,)*', '')
from unnest(@ids::bigint[], @seqs::bigint[], @rectangle_m2::double precision[], @rectangle_long_m::double precision[],
            @rectangle_short_m::double precision[], @frontage_measured_m::double precision[], @rectangles::text[], @frontages::text[], @members::text[])
     as f (id, seq, {{fitted columns}}, rectangle, frontage, members)
where s.id = f.id and s.revision_seq = f.seq
