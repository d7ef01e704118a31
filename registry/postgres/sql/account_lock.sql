-- Lets one change of accounts happen at a time.
select pg_advisory_xact_lock(hashtext('landbank accounts'))
