-- Adds a grant.
insert into account_grant (account_id, role, territory) values (@id, @role, nullif(@territory::text, ''))
