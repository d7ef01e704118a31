-- The division that a site is to come out of: what ends, what comes, and why.
select l.relation, f.ref, t.ref, coalesce(l.remainder, ''), coalesce(r.reason, '')
from lineage l
join site f on f.id = l.from_site
join site t on t.id = l.to_site
join revision r on r.seq = l.proposed_seq
where l.seq is null and l.from_site in (select m.from_site from lineage m where m.to_site = @site::bigint and m.seq is null)
order by f.ref, t.ref
