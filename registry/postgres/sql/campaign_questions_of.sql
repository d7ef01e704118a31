-- One version of the questions of a campaign.
select questions from campaign_questions where campaign_id = @id and version = @version
