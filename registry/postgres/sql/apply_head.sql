-- The ledger's head follows.
update ledger_head set (seq, hash) = (select seq, hash from entry order by seq desc limit 1)
where exists (select from entry)
