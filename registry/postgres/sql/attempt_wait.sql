-- Seconds until the next attempt to sign in.
select greatest(extract(epoch from until - clock_timestamp()), 0)::double precision from login_attempt where digest = @digest
