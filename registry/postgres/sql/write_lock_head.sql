-- Queues for the ledger; from here on revisions are appended. The instant of
-- all of them is later than that of every revision before.
select seq, hash, greatest(date_trunc('microseconds', clock_timestamp()), at + interval '1 microsecond') as at
from ledger_head for update
