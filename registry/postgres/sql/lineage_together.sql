-- The other sites of the division that a site is to come out of.
select distinct t.ref, t.version
from lineage l join site t on t.id = l.to_site
where l.seq is null and t.id <> @site::bigint
  and l.from_site in (select m.from_site from lineage m where m.to_site = @site::bigint and m.seq is null)
order by t.ref
