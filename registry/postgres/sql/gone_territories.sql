-- Where the sites that are gone lie.
select distinct territories_of(t.territory_id) from (select distinct s.territory_id from gone g join site s on s.id = g.site_id) t
