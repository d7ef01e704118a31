-- The seals that are kept here, with the hash that the chain has there.
select s.registry, s.seq, s.hash, s.at, s.sealed_at, s.key_id, s.signature, s.public_key, r.hash
from ledger_seal s left join revision r on r.seq = s.seq
order by s.seq
