-- Sites as their department lists them, those that lie in the territories
-- that the reader may read.
with wanted as (
    select s.*, coalesce(s.names ->> 'uk', s.names ->> 'en', s.names ->> 'ru', '') as any_name
    from site s
    where (cardinality(@lifecycles::text[]) = 0 or s.lifecycle = any(@lifecycles::text[]))
      and (cardinality(@reviews::text[]) = 0 or coalesce(s.review, '') = any(@reviews::text[]))
      and (@everywhere::boolean or territories_of(s.territory_id) && @within::text[])
      and (@territory::text = '' or @territory::text = any(territories_of(s.territory_id)))
      and (@words::text = '' or casei(concat_ws(' ', s.ref, s.names ->> 'uk', s.names ->> 'en', s.names ->> 'ru', s.address))
           like '%' || casei(@words::text) || '%')
), listed as (
    select w.*, r.document, r.at, r.actor
    from wanted w join revision r on r.seq = w.head_seq
    where @steward::text = '' or w.steward = @steward::text
)
select (select count(*) from listed) as matched, l.ref, l.version, l.lifecycle, coalesce(l.review, ''), l.head_seq, l.published_at,
       territories_of(l.territory_id), o.code, o.name, l.source_key, l.at, l.actor, l.document
from listed l join source o on o.id = l.source_id
where l.ref > @after::text
order by l.ref
limit @limit
