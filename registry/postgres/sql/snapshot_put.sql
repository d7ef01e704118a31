-- Notes a frozen stock.
insert into snapshot (name, seq, hash, at, sites, digest, made_by, made_at, note)
select @name, seq, hash, at, @sites, @digest, @made_by, date_trunc('microseconds', clock_timestamp()), nullif(@note::text, '') from ledger_head
