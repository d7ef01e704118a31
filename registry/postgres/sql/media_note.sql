-- Notes which of the sites that were just written have which files.
insert into media_use (site_id, hash)
select distinct p.site_id, f.hash
from unnest(@rows::bigint[], @hashes::text[]) as u (row_no, hash)
join plan p on p.row_no = u.row_no
join media_file f on f.hash = case when u.hash ~ '^[0-9a-f]{64}$' then decode(u.hash, 'hex') end
on conflict do nothing
