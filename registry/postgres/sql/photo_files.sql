-- The files of an observation's photos, in the order in which they were taken.
select encode(p.hash, 'hex')
from observation o
join observation_photo p on p.observation_id = o.id
join media_file f on f.hash = p.hash
where o.id = @observation
order by array_position(o.photos, p.id)
