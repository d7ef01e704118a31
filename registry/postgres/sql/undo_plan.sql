-- What each site of an import goes back to: its revision before. A site that
-- the import created has none and is withdrawn with the record that it has. Where
-- the public saw another version than the newest one, that comes first.
with touched as (
    select row_number() over (order by r.seq) as row_no, r.site_id, r.seq, r.version, r.published, r.lifecycle, r.published as was_published,
           p.seq as before_seq, p.lifecycle as before_lifecycle, p.review as before_review, i.source_digest, coalesce(i.edited, false) as edited,
           coalesce(lifecycle_shown(p.lifecycle), false) as before_shown
    from revision r
    left join revision p on p.site_id = r.site_id and p.version = r.version - 1
    left join import_site i on i.batch_id = r.batch_id and i.site_id = r.site_id
    where r.batch_id = @undo::bigint and r.action <> 'undo' and not exists (select from later l where l.site_id = r.site_id)
), split as (
    select *, before_shown and before_review is not null and (was_published or not lifecycle_shown(lifecycle)) as twice from touched
), steps as (
    select t.row_no, 1 as pass, t.site_id, q.seq, true as content, true as published, t.before_lifecycle as lifecycle, t.before_review as review,
           t.source_digest, t.edited
    from split t cross join lateral (
        select seq from revision q where q.site_id = t.site_id and q.version < t.version and q.published order by q.version desc limit 1) q
    where t.twice
    union all
    select t.row_no, case when t.twice then 2 else 1 end, t.site_id, coalesce(t.before_seq, t.seq), t.before_seq is not null,
           t.before_shown and t.before_review is null, coalesce(t.before_lifecycle, 'withdrawn'), t.before_review,
           t.source_digest, t.edited
    from split t
)
insert into replay (row_no, pass, site_id, seq, action, origin, reason, batch_id, content, published, lifecycle, review, source_digest, edited)
select row_no, pass, site_id, seq, 'undo', @undo_origin::text, @undo_reason::text, @undo::bigint, content, published, lifecycle, review,
       source_digest, edited
from steps
