-- Forgets what the registry said of a code: it is as the program has it.
delete from code_own where (list, code) = (@list, @code)
