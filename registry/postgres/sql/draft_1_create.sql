-- What the day makes of records that the public does not see, to be written at once.
create temp table judged_draft on commit drop as
select id, judged_on, {{dated columns}}, {{undated columns}} from site_draft with no data
