-- One photo of a campaign, in a smaller form where it has that.
select encode(f.hash, 'hex'), coalesce(m.media_type, f.media_type), coalesce(m.bytes, f.bytes)
from observation_photo p
join observation o on o.id = p.observation_id
join media_file f on f.hash = p.hash
left join media_form m on m.hash = f.hash and m.size = @size
where p.id = @photo and o.id = @observation and o.campaign_id = @id
