-- Forgets the failures of an account that has signed in.
delete from login_attempt where digest = @digest
