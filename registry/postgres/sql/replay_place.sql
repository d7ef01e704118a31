-- Where the records lay when they were written.
insert into place (row_no, territory_id, named)
select p.row_no, t.id, false
from replay p join revision r on r.seq = p.seq join territory t on t.code = r.territory
where p.pass = @pass
