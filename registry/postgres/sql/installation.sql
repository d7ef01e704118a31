-- What the registry runs on, and where its ledger ends.
select current_setting('server_version'), postgis_full_version(), pg_database_size(current_database()), h.seq, h.hash
from ledger_head h
