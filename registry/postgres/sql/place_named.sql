-- The territories that the source names, where they are known.
insert into place (row_no, territory_id, named)
select s.row_no, t.id, true
from staging s join territory t on t.code = s.territory_code
