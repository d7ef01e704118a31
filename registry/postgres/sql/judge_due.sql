-- Some of the sites that are judged, with the records that the public sees.
select p.id, p.lifecycle, p.properties, r.document
from site_public p join revision r on r.seq = p.revision_seq
where (@whole::boolean or p.next_check_on <= @day::date) and p.id > @after::bigint
order by p.id
limit @limit
