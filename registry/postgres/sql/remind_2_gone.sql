-- Nobody needs to be reminded of these any more.
delete from reminder k
where not exists (select from reminded r where r.site_id = k.site_id and r.kind = k.kind and r.about = k.about)
