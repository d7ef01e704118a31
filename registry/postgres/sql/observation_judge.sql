-- Notes a verdict.
update observation set verdict = @verdict, verdict_by = @actor, verdict_at = clock_timestamp(), remark = nullif(@remark::text, '')
where id = @observation
