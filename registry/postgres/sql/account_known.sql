-- Whether there is an account of that number that is not disabled.
select exists (select from account where id = @id and disabled_at is null)
