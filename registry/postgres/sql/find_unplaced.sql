-- V-02: coordinates that mean nothing in the reference system they are said to
-- be in.
insert into finding (row_no, line, rule, severity, field, raw, proposed, message)
select row_no, line, 'V-02', 'error', 'geometry', 'EPSG:' || srid, '',
       'the coordinates cannot be brought from EPSG:' || srid || ' to longitude and latitude'
from candidate
where geom is null
