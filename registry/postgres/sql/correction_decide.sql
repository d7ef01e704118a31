-- Notes what was decided.
update correction
set state = @state, reply = @reply, accepted = @accepted::text[], decided_by = @actor, decided_at = @at::timestamptz
where id = @id
