-- Removes failures that are forgotten.
delete from login_attempt where counted_at < now() - interval '1 hour' and until < now()
