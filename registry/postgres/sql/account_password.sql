-- Sets a password.
update account set password_hash = @hash, password_one_time = @one_time where id = @id
