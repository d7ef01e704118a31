-- The revisions of a site, with all that personal data can stand in.
select seq, batch_id, reason, changes, document, ST_AsEWKB(geom, 'NDR') from revision where site_id = @site order by seq
