-- Of an import, the rows that are new or say something new.
insert into looked (row_no, site_id)
select m.row_no, m.site_id
from matched m left join site s on s.id = m.site_id
where s.id is null
   or m.record_digest is distinct from s.record_digest and m.shown_digest is distinct from s.record_digest
      and m.source_digest is distinct from s.source_digest
