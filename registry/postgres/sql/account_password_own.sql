-- Sets the password of somebody who knew the one before.
update account set password_hash = @hash, password_one_time = false where id = @id and password_hash = @before returning id
