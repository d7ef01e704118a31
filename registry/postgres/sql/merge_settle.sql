-- Sites whose record stays as it is though the source says something new.
update site s set source_digest = m.source_digest, edited = m.edited
from merged m join plan p using (row_no)
where p.action = 'unchanged' and s.id = m.site_id
