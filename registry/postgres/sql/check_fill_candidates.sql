-- Fills the narrow table: with every row, or with the given ones anew.
insert into candidate (row_no, line, source_key, ref, territory_code, parts, outlined, srid, geom, spot, valid,
                       measured_m2, declared_m2, quality, source_digest, record_digest,
                       shown_digest)
select row_no, line, source_key, ref, territory_code, parts, ST_Dimension(shape) = 2, ST_SRID(shape),
       case when ST_SRID(shape) = 4326 and moved is null then shape else moved end, spot, valid,
       measured_m2, area_declared_m2, location_quality, digest,
       case when moved is null then digest else record_digest(document, moved) end,
       sha256(shown || ST_AsEWKB(coalesce(moved, shape), 'NDR'))
from staging
where not rejected and (@rows::bigint[] is null or row_no = any(@rows::bigint[]))
