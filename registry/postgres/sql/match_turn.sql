-- Waits until no other import compares with the stock or writes to it. Whoever
-- edits single sites takes this lock shared.
select pg_advisory_xact_lock(@lock_space::int, 0)
