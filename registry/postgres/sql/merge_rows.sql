-- Some rows to be merged: the newest record of the site, and what the source
-- said of it last, if it ever did.
select m.row_no, m.site_id, s.ref, m.site_source <> @source::bigint as foreign_site, c.issues, c.digest, h.document, ST_AsEWKB(h.geom, 'NDR'),
       base.document, ST_AsEWKB(base.geom, 'NDR')
from merging m
join staging c using (row_no)
join site s on s.id = m.site_id
join revision h on h.seq = s.head_seq
left join lateral (
    select said as document, said_geom as geom, said_seq as seq
    from import_site i join import_batch b on b.id = i.batch_id
    where i.site_id = m.site_id and i.said is not null and b.source_id = @source::bigint and b.state = 'applied'
    union all
    select r.document, r.geom, r.seq
    from revision r join import_batch b on b.id = r.batch_id
    where r.site_id = m.site_id and b.source_id = @source::bigint and r.action in ('create', 'update', 'publish')
      and not exists (select from revision u where u.site_id = r.site_id and u.action = 'undo' and u.batch_id = r.batch_id and u.seq > r.seq)
      and not exists (select from import_site i where i.site_id = r.site_id and i.batch_id = r.batch_id and i.said is not null)
    order by seq desc limit 1
) as base on true
where m.row_no > @after and m.row_no <= @after + @limit
order by m.row_no
