-- V-05: several rows at one and the same point.
insert into finding (row_no, line, rule, case_name, args, severity, field, raw, proposed, message)
select row_no, line, 'V-05', 'repeated', array[rows::text, first_line::text], 'warning', 'geometry', ST_X(geom) || ' ' || ST_Y(geom), '',
       rows || ' rows of the file have this point; the first is line ' || first_line
from (select row_no, line, spot as geom, count(*) over same as rows, first_value(line) over (same order by row_no) as first_line
      from staging where not outlined and spot is not null
      window same as (partition by spot)) g
where rows > 1
