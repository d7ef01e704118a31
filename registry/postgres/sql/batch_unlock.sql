-- Lets go of the lock of a living import.
select pg_advisory_unlock(@lock_space::int, @batch::int)
