-- One photo of a campaign.
select p.observation_id::text, p.media, p.width, p.height, p.content
from observation_photo p join observation o on o.id = p.observation_id
where p.id = @photo and o.campaign_id = @id
