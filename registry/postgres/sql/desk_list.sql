-- A page of the sites that a query finds, after the place of a reference. A
-- reference that the query does not find any more has none: in the order of
-- references the page begins where it would be, in others at the beginning.
with wanted as materialized (
    /*[wanted*/ select t.*, 0::float8 as longitude, 0::float8 as latitude, 0::float8 as area_m2, ''::text as freshness, 0::bigint as place from site t /*wanted]*/
), start as (
    select coalesce((select place from wanted where ref = @after::text),
                    (select count(*) from wanted where /*[missing*/ ref <= @after::text /*missing]*/)) as place
), page as (
    select w.* from wanted w, start s where w.place > s.place order by w.place limit @limit
)
select (select count(*) from wanted) as matched, l.ref, l.version, l.lifecycle, coalesce(l.review, ''), l.head_seq, l.published_at,
       territories_of(l.territory_id), o.code, o.name, l.source_key, r.at, r.actor, r.document, l.area_m2, coalesce(l.freshness, '')
from page l join revision r on r.seq = l.head_seq join source o on o.id = l.source_id
order by l.place
