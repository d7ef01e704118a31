-- One upload, with the import that it became last.
select {{upload columns}}
from import_upload u
left join lateral (select * from import_batch b where b.upload_id = u.id order by b.id desc limit 1) as b on true
where u.id = @id::bigint
