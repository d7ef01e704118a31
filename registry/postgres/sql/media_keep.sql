-- Keeps a file, unless it is there already.
insert into media_file (hash, media_type, bytes, width_px, height_px, brought_by, brought_at)
values (@hash::bytea, @type, @bytes::bytea, @width::int, @height::int, @actor, @at::timestamptz)
on conflict do nothing
