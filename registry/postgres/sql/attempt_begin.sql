-- Takes an attempt to sign in, which counts as failed until it has succeeded. No row where it comes too early.
insert into login_attempt as l (digest, failures, until)
values (@digest, 1, clock_timestamp() + make_interval(secs => (@delays::double precision[])[1]))
on conflict (digest) do update
set failures = case when l.counted_at < clock_timestamp() - interval '1 hour' then 1 else l.failures + 1 end,
    counted_at = clock_timestamp(),
    until = clock_timestamp() + make_interval(secs => (@delays::double precision[])[
        case when l.counted_at < clock_timestamp() - interval '1 hour' then 1
             else least(l.failures + 1, cardinality(@delays::double precision[])) end])
where l.until <= clock_timestamp()
returning l.failures
