-- The ledger's head follows.
update ledger_head set seq = @seq, hash = @hash, at = @at
