-- Stores the same password at today's cost, unless it was changed meanwhile.
update account set password_hash = @hash where id = @id and password_hash = @before
