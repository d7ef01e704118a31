-- The newest records of the sites whose life has not ended.
select s.id, s.lifecycle, r.document
from site s join revision r on r.seq = s.head_seq
where s.lifecycle not in ('reused', 'withdrawn', 'merged', 'split') and s.id > @after::bigint
order by s.id
limit @limit
