-- What files are, of those that are kept.
select encode(f.hash, 'hex'), f.media_type, f.size_bytes, f.width_px, f.height_px
from media_file f
where f.hash in (select decode(h, 'hex') from unnest(@hashes::text[]) h where h ~ '^[0-9a-f]{64}$')
