-- Names without a table are those of judged_draft.
update site_draft d
set (judged_on, {{dated columns}}, {{undated columns}}) =
    (select judged_on, {{dated columns}}, {{undated columns}} from judged_draft j where j.id = d.id)
where d.id in (select id from judged_draft)
