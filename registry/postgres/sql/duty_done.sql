-- Whether the effect of a duty at a time is there.
select exists (select from job_effect where duty = @duty::text and slot = @slot::timestamptz)
