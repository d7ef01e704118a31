-- Decides what becomes of each row, and gives new sites their ids and
-- references. What stands in the slot decides for imports: a row is unchanged
-- when the source says what it said last, or what the site's record says
-- already. The record is published when it is exactly what the file says and
-- the public does not see it yet: a draft that somebody made since is not
-- published by an import. A site that the undo of an import withdrew is created
-- again.
with decided as (/*[decided*/
    with state as (
        select m.row_no, m.site_id, m.source_digest, m.record_digest, m.shown_digest, m.ref as brought_ref, s.ref as site_ref,
               coalesce(o.code, @source_code::text) as source_code, coalesce(s.source_key, m.source_key) as source_key,
               coalesce(s.version, 0) as version, s.head_seq, s.published_at as was_published_at, s.lifecycle as was_lifecycle,
               s.review as was_review, p.territory_id, s.territory_id as was_territory_id,
               u.undone, coalesce(s.edited and not u.undone, false) as edited, @publish::boolean and (u.undone or coalesce(s.lifecycle not in ('withdrawn', 'merged', 'split', 'reused'), true))
                   and not exists (select from finding f where f.row_no = m.row_no and f.held) as publishable,
               case when m.site_id is null or u.undone then 'create'
                    when s.lifecycle in ('merged', 'split') then 'unchanged' -- its land is that of other sites now
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
        cross join lateral (select case when s.lifecycle = 'withdrawn' then creation_undone(s.head_seq) else false end) as u (undone)
        where not exists (select from finding f where f.row_no = m.row_no and f.severity = 'error' and not f.held)
    ), acted as (
        select *, case when wanted = 'publish' and not publishable then 'unchanged' else wanted end as action from state
    )
    select row_no, site_id, source_digest, record_digest, shown_digest, brought_ref, site_ref, source_code, source_key,
           source_code as origin, @reason::text as reason, version, head_seq, was_published_at, was_lifecycle, territory_id,
           was_territory_id, action, site_id is null as new, action in ('create', 'update') as content,
           publishable and action <> 'unchanged' as published,
           case when was_lifecycle = 'in_review' and not publishable and action <> 'unchanged' then 'draft' -- what was submitted is no more
                when was_lifecycle in ('reserved', 'contracted') or was_lifecycle is not null and not publishable and not undone then was_lifecycle
                when publishable then 'published'
                else 'draft' end as lifecycle,
           case when publishable and action <> 'unchanged' then null
                when action = 'unchanged' then was_review
                else 'draft' end as review, edited
    from acted
/*decided]*/), numbered as (
    select d.*, coalesce(l.ref_prefix, @prefix::text) as prefix, unnamed,
           row_number() over (partition by unnamed, coalesce(l.ref_prefix, @prefix::text) order by row_no) as nth
    from decided d
    left join ladder l using (territory_id)
    cross join lateral (select d.new and d.brought_ref is null) as u (unnamed)
), wanted as (
    select prefix, count(*) as n from numbered where unnamed group by prefix
), given as (
    insert into ref_counter as r (prefix, year, last)
    select prefix, @year::int, n from wanted order by prefix
    on conflict (prefix, year) do update set last = r.last + excluded.last
    returning prefix, last
)
insert into plan (row_no, action, place, new, content, site_id, ref, source_code, source_key, origin, reason, version, published,
                  published_at, lifecycle, review, territory_id, was_head_seq, was_lifecycle, was_territory_id,
                  source_digest, record_digest, shown_digest, edited)
select row_no, action,
       case when action <> 'unchanged' then count(*) filter (where action <> 'unchanged') over (order by row_no rows unbounded preceding) end,
       new, content, coalesce(site_id, nextval('site_id_seq')),
       coalesce(site_ref, brought_ref, n.prefix || '-' || @year::int || '-'
                || case when number < 1000 then lpad(number::text, 4, '0') else number::text end),
       source_code, source_key, origin, reason, version + 1, published,
       case when published then coalesce(was_published_at, @at::timestamptz) end,
       lifecycle, review, territory_id, head_seq, was_lifecycle, was_territory_id, source_digest, record_digest, shown_digest, edited
from numbered n
left join wanted w on w.prefix = n.prefix
left join given g on g.prefix = n.prefix
cross join lateral (select g.last - w.n + n.nth) as c (number)
