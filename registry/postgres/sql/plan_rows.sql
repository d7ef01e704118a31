-- Decides what becomes of each row, and gives new sites their ids and
-- references. A row is unchanged when the source says what it said last, or
-- what the site's record says already. The record is published when it is
-- exactly what the file says and the public does not see it yet: a draft that
-- somebody made since is not published by an import.
with state as (
    select m.row_no, m.site_id, m.parts, m.source_digest, m.record_digest, m.shown_digest, m.ref as brought_ref, s.ref as site_ref,
           coalesce(o.code, @source_code::text) as source_code, coalesce(s.source_key, m.source_key) as source_key,
           coalesce(s.version, 0) as version, s.head_seq, s.published_at, s.lifecycle as was_lifecycle,
           p.territory_id, s.territory_id as was_territory_id,
           @publish::boolean and coalesce(s.lifecycle not in ('withdrawn', 'merged', 'split', 'reused'), true) as publishable,
           case when m.site_id is null then 'create'
                when m.record_digest in (s.record_digest, s.shown_digest) then
                    case when p.territory_id is distinct from s.territory_id then 'update'
                         when s.published_seq is distinct from s.head_seq then 'publish'
                         else 'unchanged' end
                when m.source_digest = s.source_digest then 'unchanged'
                else 'update' end as wanted
    from matched m
    left join place p using (row_no)
    left join site s on s.id = m.site_id
    left join source o on o.id = s.source_id
    where not exists (select from finding f where f.row_no = m.row_no and f.rule = 'V-12' and f.severity = 'error')
), decided as (
    select *, case when wanted = 'publish' and not publishable then 'unchanged' else wanted end as action
    from state
), numbered as (
    select d.*, coalesce(l.ref_prefix, @prefix::text) as prefix, unnamed,
           row_number() over (partition by unnamed, coalesce(l.ref_prefix, @prefix::text) order by row_no) as nth
    from decided d
    left join territory_ladder l using (territory_id)
    cross join lateral (select d.action = 'create' and d.brought_ref is null) as u (unnamed)
), wanted as (
    select prefix, count(*) as n from numbered where unnamed group by prefix
), given as (
    insert into ref_counter as r (prefix, year, last)
    select prefix, @year::int, n from wanted order by prefix
    on conflict (prefix, year) do update set last = r.last + excluded.last
    returning prefix, last
)
insert into plan (row_no, action, place, site_id, ref, source_code, source_key, version, published, published_at,
                  lifecycle, territory_id, was_head_seq, was_lifecycle, was_territory_id,
                  source_digest, record_digest, shown_digest, parts)
select row_no, action,
       case when action <> 'unchanged' then count(*) filter (where action <> 'unchanged') over (order by row_no rows unbounded preceding) end,
       coalesce(site_id, nextval('site_id_seq')),
       coalesce(site_ref, brought_ref, n.prefix || '-' || @year::int || '-'
                || case when number < 1000 then lpad(number::text, 4, '0') else number::text end),
       source_code, source_key, version + 1, publishable and action <> 'unchanged',
       case when publishable and action <> 'unchanged' then coalesce(published_at, @at::timestamptz) end,
       case when was_lifecycle in ('reserved', 'contracted') or was_lifecycle is not null and not publishable then was_lifecycle
            when publishable then 'published'
            else 'draft' end,
       territory_id, head_seq, was_lifecycle, was_territory_id, source_digest, record_digest, shown_digest, parts
from numbered n
left join wanted w on w.prefix = n.prefix
left join given g on g.prefix = n.prefix
cross join lateral (select g.last - w.n + n.nth) as c (number)
