-- Ends a session.
delete from session where digest = @digest
