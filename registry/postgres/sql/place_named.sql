-- The territories that the source names, where they are known.
insert into place (row_no, territory_id, named)
select c.row_no, t.id, true
from candidate c join territory t on t.code = c.territory_code
