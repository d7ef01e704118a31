-- Revisions after those of an import at the same sites, but for such as were
-- undone themselves.
insert into later (site_id, ref, seq, at, actor, action, batch_id)
select r.site_id, l.ref, l.seq, l.at, l.actor, l.action, coalesce(l.batch_id, 0) as batch_id
from revision r join revision l on l.site_id = r.site_id and l.seq > r.seq
where r.batch_id = @undo::bigint and r.action <> 'undo' and l.action <> 'undo'
  and not exists (select from revision u where u.site_id = l.site_id and u.seq > l.seq and u.action = 'undo' and u.batch_id = l.batch_id)
