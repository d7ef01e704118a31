-- One check at a time. Its instant, too.
select pg_try_advisory_xact_lock(@lock_space::int, -1), now()
