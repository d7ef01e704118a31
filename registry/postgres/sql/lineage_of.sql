-- What a site comes out of and what came out of it, proposed or settled.
select f.ref, t.ref, l.relation, l.area_m2, r.at
from lineage l
join site f on f.id = l.from_site
join site t on t.id = l.to_site
left join revision r on r.seq = l.seq
where @site::bigint in (l.from_site, l.to_site)
order by r.at nulls last, f.ref, t.ref
