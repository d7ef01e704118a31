-- Names without a table are those of judged.
update site_public p
set (judged_on, properties, {{dated columns}}) = (select judged_on, properties, {{dated columns}} from judged j where j.id = p.id)
where p.id in (select id from judged)
