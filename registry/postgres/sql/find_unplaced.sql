-- V-02: coordinates that mean nothing in the reference system they are said to
-- be in.
insert into finding (row_no, line, rule, case_name, args, severity, field, raw, proposed, message)
select row_no, line, 'V-02', 'cannot_reproject', array[ST_SRID(shape)::text], 'error', 'geometry', 'EPSG:' || ST_SRID(shape), '',
       'the coordinates cannot be brought from EPSG:' || ST_SRID(shape) || ' to longitude and latitude'
from staging
where ST_SRID(shape) <> 4326 and moved is null
