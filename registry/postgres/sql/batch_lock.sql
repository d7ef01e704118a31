-- Holds the lock that says that the import of this session lives.
select pg_advisory_lock(@lock_space::int, @batch::int)
