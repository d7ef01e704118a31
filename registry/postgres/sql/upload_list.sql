-- Uploads that somebody may see, the newest first.
select {{upload columns}}
from import_upload u
left join lateral (select * from import_batch b where b.upload_id = u.id order by b.id desc limit 1) as b on true
where (@before::bigint = 0 or u.id < @before::bigint)
  and (@everywhere::boolean or u.brought_by = @actor::text or u.places && @within::text[])
order by u.id desc limit @limit
