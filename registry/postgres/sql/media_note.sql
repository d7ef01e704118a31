-- Notes which of the sites that were just written have which files.
insert into media_use (site_id, hash)
select distinct p.site_id, decode(u.hash, 'hex')
from unnest(@rows::bigint[], @hashes::text[]) as u (row_no, hash)
join plan p on p.row_no = u.row_no
on conflict do nothing
