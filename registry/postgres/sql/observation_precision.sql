-- Of the candidates that campaigns were to look at: how many there are by
-- source, how many an accepted observation says something of, and how many of
-- those were there. A site counts once, with what was seen last.
with asked as (
    select distinct on (k.site_id) k.site_id, k.source, v.sighting
    from campaign c
    join campaign_task k on k.campaign_id = c.id and k.candidate and k.site_id is not null
    left join lateral (select o.sighting, o.observed_at from observation o
                       where o.task_id = k.id and o.verdict = 'accepted' and o.sighting in ('there', 'not_there')
                       order by o.observed_at desc, o.id limit 1) v on true
    where (@id::bigint = 0 or c.id = @id::bigint) and c.state <> 'cancelled'
      and (@everywhere::boolean or territories_of(c.territory_id) && @within::text[])
    order by k.site_id, v.observed_at desc nulls last, k.id
)
select a.source, coalesce(o.name, a.source), count(*), count(a.sighting), count(*) filter (where a.sighting = 'there')
from asked a left join source o on o.code = a.source
group by a.source, o.name
order by count(a.sighting) desc, a.source
