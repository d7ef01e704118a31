-- Some of the records that are judged and that the public does not see.
select d.id, d.lifecycle, r.document
from site_draft d join revision r on r.seq = d.revision_seq
where (@whole::boolean or d.next_check_on <= @day::date) and d.id > @after::bigint
order by d.id
limit @limit
