-- Changes an account.
update account
set name = @name, version = version + 1,
    disabled_at = case when @disabled then coalesce(disabled_at, now()) end
where id = @id
