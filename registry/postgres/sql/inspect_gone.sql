-- What was not found this time is no more.
update stock_finding set gone_at = @at::timestamptz where gone_at is null and last_seen < @at::timestamptz
