-- Nobody changes a clock until the transaction ends: an import judges by them
-- what it writes much later.
lock table clock in share mode
