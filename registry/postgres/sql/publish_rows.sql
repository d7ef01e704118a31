-- Writes the published projection: the values that come with the record, those
-- that only the database knows, and the properties with both.
insert into site_public (id, revision_seq, ref, lifecycle, territory, territories, outlined, longitude, latitude, area_m2,
                         area_measured_m2, largest_piece_m2, source, source_key, published_at, {{declared columns}},
                         properties, geom, geom_3857, point_3857)
select e.site_id, e.seq, o.ref, o.lifecycle, o.territory, o.territories, o.outlined, o.longitude,
       o.latitude, o.area_m2, o.area_measured_m2, o.largest_piece_m2, o.source, o.source_key, e.published_at,
       {{declared values}},
       rtrim(row_to_json(o)::text, '}') || ',' || s.properties || '}',
       c.geom, s.geom_3857, ST_Transform(c.spot, 3857)
from staging s
join entry e using (row_no)
join candidate c using (row_no)
left join territory_ladder l using (territory_id)
cross join lateral (
    select e.ref, e.lifecycle, coalesce(l.code, c.territory_code) as territory,
           coalesce(l.codes, case when c.territory_code is not null then array[c.territory_code] end) as territories,
           c.outlined, round(ST_X(c.spot)::numeric, 7)::double precision as longitude,
           round(ST_Y(c.spot)::numeric, 7)::double precision as latitude,
           coalesce(c.measured_m2, c.declared_m2) as area_m2, c.measured_m2 as area_measured_m2,
           coalesce((s.document #>> '{area,largest_piece_m2}')::double precision,
                    case when ST_NumGeometries(c.geom) = 1 then c.measured_m2
                         else (select round(max(ST_Area(d.geom::geography))::numeric, 2)::double precision from ST_Dump(c.geom) d) end)
               as largest_piece_m2,
           e.source_code as source, e.source_key,
           to_char(e.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as published_at
    offset 0) o
where e.published
