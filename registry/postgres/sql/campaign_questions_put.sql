-- Writes a version of the questions of a campaign, in place of one that was
-- there.
insert into campaign_questions (campaign_id, version, questions, by)
values (@id, @version, @questions::jsonb, @actor)
on conflict (campaign_id, version) do update set questions = excluded.questions, by = excluded.by, at = clock_timestamp()
