-- The territories with published sites, and how many; a site counts in each step of its ladder, so those above are
-- among them. Called once for each revision; reads the whole stock.
select t.code, t.scheme, t.level, coalesce(p.code, ''), t.names, t.bbox, n.sites
from (
    select u.code, count(*) as sites from site_public s cross join lateral unnest(s.territories) as u (code) group by u.code
) n
join territory t on t.code = n.code
left join territory p on p.id = t.parent_id
order by t.level, t.code collate "C"
