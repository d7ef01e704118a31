-- Part of the statements of the desk's list: the sites that a query finds, of those that lie in the territories that the
-- reader may read. s is the newest record in the columns of the table of fields.
select t.id, t.ref, t.version, t.lifecycle, t.review, t.head_seq, t.published_at, t.territory_id, t.source_id, t.source_key,
       s.longitude, s.latitude, s.kind, s.area_m2, s.freshness, row_number() over (order by /*[order*/ t.ref /*order]*/) as place
from site t join site_newest s on s.id = t.id
where (cardinality(@lifecycles::text[]) = 0 or t.lifecycle = any(@lifecycles::text[]))
  and (cardinality(@reviews::text[]) = 0 or coalesce(t.review, '') = any(@reviews::text[]))
  and (@everywhere::boolean or s.territories && @within::text[])
  and (@territory::text = '' or @territory::text = any(s.territories))
  and (@words::text = '' or casei(concat_ws(' ', t.ref, t.names ->> 'uk', t.names ->> 'en', t.names ->> 'ru', t.address))
       like '%' || casei(@words::text) || '%')
  and (@steward::text = '' or t.steward = @steward::text or @steward::text = @nobody::text and t.steward is null)
  and (@changed_by::text = '' or exists (select from revision r where r.seq = t.head_seq and r.actor = @changed_by::text))
  and /*[where*/ true /*where]*/
