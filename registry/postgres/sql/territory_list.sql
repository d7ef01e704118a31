-- Territories with how much lies in them: those right below one, those with
-- none above, or those whose code or name holds some words, or some by code.
with counted as (
    select territory_id, count(*) as n from site
    where territory_id is not null and lifecycle not in ('reused', 'withdrawn', 'merged', 'split')
    group by territory_id
), kept as (
    select u.code, sum(c.n)::bigint as n from counted c cross join lateral unnest(territories_of(c.territory_id)) as u (code) group by u.code
)
select t.code, t.scheme, t.level, coalesce(p.code, ''), t.names, t.bbox, coalesce(t.ref_prefix, ''),
       (select count(*) from territory c where c.parent_id = t.id), coalesce(k.n, 0)
from territory t
left join territory p on p.id = t.parent_id
left join kept k on k.code = t.code
where case when cardinality(@codes::text[]) > 0 then t.code = any(@codes::text[])
           when @words::text <> '' then casei(concat_ws(' ', t.code, t.names ->> 'uk', t.names ->> 'en', t.names ->> 'ru')) like '%' || casei(@words::text) || '%'
           when @parent::text = '' then t.parent_id is null
           else p.code = @parent::text end
  and t.code collate "C" > @after::text
order by t.code collate "C"
limit @limit
