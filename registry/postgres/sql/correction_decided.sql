-- What was decided of a published site, the newest first, without what only
-- staff may know.
select c.id, p.ref, c.state, c.changes, c.created_at, c.decided_at, c.reply, c.accepted
from site_public p
join correction c on c.site_id = p.id and c.state <> 'new'
where p.ref = @ref::text
order by c.id desc
limit 200
