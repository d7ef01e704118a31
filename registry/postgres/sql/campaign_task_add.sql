-- Makes a task for each site that has none in the campaign.
insert into campaign_task (campaign_id, site_id, label, geom, source, candidate, second)
select @id, s.id, coalesce(s.names ->> 'uk', s.names ->> 'en', s.names ->> 'ru', s.ref), ST_PointOnSurface(r.geom), o.code,
       s.lifecycle = 'candidate' or coalesce(s.confirmation, 'candidate') = 'candidate', @second
from site s
join revision r on r.seq = s.head_seq
join source o on o.id = s.source_id
where s.ref = any(@refs::text[]) and r.geom is not null
order by s.ref
on conflict (campaign_id, site_id) do nothing
