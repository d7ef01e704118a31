-- Erases the senders of corrections that have been kept for long enough.
delete from correction_sender where at < @before::timestamptz
