-- Keeps a photo of an observation; one that is there stays as it is.
insert into observation_photo (id, observation_id, media, width, height, size, content)
values (@photo, @observation, @media, @width, @height, octet_length(@content::bytea), @content::bytea)
on conflict (id) do nothing
