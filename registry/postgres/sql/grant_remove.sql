-- Removes a grant.
delete from account_grant where account_id = @id and territory is not distinct from nullif(@territory::text, '')
