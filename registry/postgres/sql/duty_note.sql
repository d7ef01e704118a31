-- Notes the effect of a duty, in the transaction that has it. A later part of
-- the same time adds to it.
insert into job_effect (duty, slot, done) values (@duty::text, @slot::timestamptz, @done::bigint)
on conflict (duty, slot) do update set done = job_effect.done + excluded.done, at = excluded.at
