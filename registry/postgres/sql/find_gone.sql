-- Sites of the source that are alive and that no row of the file means, taken
-- or not, where the principal may import.
insert into gone (site_id, ref, source_key, name, lifecycle, head_seq, source_digest, edited)
select s.id, s.ref, s.source_key, coalesce(s.names ->> 'uk', s.names ->> 'en', s.names ->> 'ru', ''), s.lifecycle, s.head_seq, s.source_digest, s.edited
from site s
where s.source_id = @source::bigint and s.lifecycle in ({{kept lifecycles}})
  and not exists (select from staging g where g.source_key = s.source_key)
  and not exists (select from staging g where g.ref = s.ref)
  and (@everywhere::boolean or territories_of(s.territory_id) && @within::text[])
