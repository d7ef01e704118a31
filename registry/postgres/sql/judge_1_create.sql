-- What the day makes of sites, to be written at once.
create temp table judged on commit drop as
select id, judged_on, properties, {{dated columns}} from site_public with no data
