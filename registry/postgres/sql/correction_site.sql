-- A published site and what the public sees of its record.
select s.id, public_document(r.document)
from site_public p
join site s on s.id = p.id
join revision r on r.seq = p.revision_seq
where p.ref = @ref::text
