-- Removes sessions that have ended by themselves.
delete from session where expires_at < now() or used_at < now() - make_interval(secs => @idle)
