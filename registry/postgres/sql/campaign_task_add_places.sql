-- Makes a task for each place.
insert into campaign_task (campaign_id, label, geom, candidate, second)
select @id, p.label, ST_SetSRID(ST_MakePoint(p.x, p.y), 4326), true, @second
from unnest(@labels::text[], @xs::float8[], @ys::float8[]) with ordinality as p (label, x, y, place)
order by p.place
