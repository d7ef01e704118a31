-- The newest revision and the newest seal.
select h.seq, h.hash, nullif(h.at, '-infinity'), s.registry, s.seq, s.hash, s.at, s.sealed_at, s.key_id, s.signature, s.public_key
from ledger_head h
left join (select * from ledger_seal order by sealed_at desc, seq desc limit 1) s on true
