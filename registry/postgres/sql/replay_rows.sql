-- The records of some revisions to be appended again.
select p.row_no, s.source_key, r.document, ST_AsEWKB(r.geom, 'NDR')
from replay p join site s on s.id = p.site_id join revision r on r.seq = p.seq
where p.pass = @pass and p.row_no > @after
order by p.row_no limit @limit
