-- What the public sees beside the document that it is derived from.
select p.revision_seq, p.ref, r.document, p.properties, p.judged_on,
       {{fitted columns}}, {{computed columns}}, {{declared columns}}
from site_public p join (select seq, document from revision) r on r.seq = p.revision_seq
order by p.revision_seq
