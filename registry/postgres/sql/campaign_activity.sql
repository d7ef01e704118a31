-- How much has happened in a campaign, and where it is.
select activity, territories_of(territory_id) from campaign where id = @id
