-- The tasks that an assignment is about, neighbours beside each other: those
-- that are named, or those of some states inside a box.
select id
from campaign_task
where campaign_id = @id and state in ('open', 'taken', 'redo', 'skipped')
  and case when @inside::boolean
           then ST_Intersects(geom, ST_MakeEnvelope(@west::float8, @south::float8, @east::float8, @north::float8, 4326)) and state = any(@states::text[])
           else id = any(@tasks::bigint[]) end
order by ST_GeoHash(geom, 12), id
for update
