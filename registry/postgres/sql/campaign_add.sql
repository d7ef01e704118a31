-- Notes a campaign with the first version of its questions.
with added as (
    insert into campaign (name, note, territory_id, deadline, created_by)
    values (@name, nullif(@note::text, ''), @territory::bigint, @deadline::date, @actor)
    returning id
)
insert into campaign_questions (campaign_id, version, questions, by)
select id, 1, @questions::jsonb, @actor from added
returning campaign_id
