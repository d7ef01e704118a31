-- A site that is in a division with the one asked about that is not settled,
-- empty where there is none.
select coalesce(min(case when l.from_site = @site::bigint then t.ref else f.ref end), '')
from lineage l join site f on f.id = l.from_site join site t on t.id = l.to_site
where l.seq is null and @site::bigint in (l.from_site, l.to_site)
