-- Frozen stocks: one, or all of them where @name is empty.
select name, seq, hash, at, sites, digest, made_by, made_at, coalesce(note, '') from snapshot
where @name::text = '' or name = @name::text order by name
