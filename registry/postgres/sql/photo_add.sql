-- Notes a photo of an observation; one that is there stays as it is.
insert into observation_photo (id, observation_id, hash)
values (@photo, @observation, decode(@hash::text, 'hex'))
on conflict (id) do nothing
