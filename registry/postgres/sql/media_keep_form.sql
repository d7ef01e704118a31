-- Keeps a smaller form of a picture.
insert into media_form (hash, size, media_type, bytes, width_px, height_px)
values (@hash::bytea, @size, @type, @bytes::bytea, @width::int, @height::int)
on conflict do nothing
