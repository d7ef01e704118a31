-- The revision of the published stock. Every answer begins with it.
select revision, changed_at from dataset
