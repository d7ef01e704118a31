-- Takes back the one attempt of a client that has succeeded; the failures before it still count.
update login_attempt set failures = greatest(failures - 1, 0), until = clock_timestamp() where digest = @digest
