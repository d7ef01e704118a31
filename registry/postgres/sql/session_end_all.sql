-- Ends every session of an account.
delete from session where account_id = @id
