-- A file, or a form of it where it has that, for who may read a site that has
-- it: everywhere, within territories, or because a published site shows it to
-- everybody.
select coalesce(m.media_type, f.media_type), coalesce(m.bytes, f.bytes)
from media_file f
left join media_form m on m.hash = f.hash and m.size = @size
where f.hash = @hash::bytea and exists (
    select from media_use u
    join site s on s.id = u.site_id
    where u.hash = f.hash
      and (@everywhere::boolean
           or territories_of(s.territory_id) && @within::text[]
           or lifecycle_shown(s.lifecycle) and exists (
               select from revision r
               where r.seq = s.published_seq
                 and public_document(r.document) -> 'media' @> jsonb_build_array(jsonb_build_object('hash', encode(f.hash, 'hex'))))))
