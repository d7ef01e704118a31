-- The later revisions, site by site.
select ref, seq, at, actor, action, batch_id from later order by ref, seq
