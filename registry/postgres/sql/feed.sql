-- What changed for the public after a revision: sites that it came to see, sees
-- otherwise, or does not see any more.
select r.seq, r.ref, r.version, r.at, r.hash, c.kind
from revision r
left join lateral (select lifecycle_shown(b.lifecycle) as seen from revision b where b.site_id = r.site_id and b.version = r.version - 1) b on true
cross join lateral (select case
    when lifecycle_shown(r.lifecycle) and b.seen is not true then 'created'
    when lifecycle_shown(r.lifecycle) and r.published then 'updated'
    when not lifecycle_shown(r.lifecycle) and b.seen then 'gone' end) as c (kind)
where r.seq > @since::bigint and c.kind is not null
order by r.seq
limit @limit
