-- The newest revision at an instant, and the newest erasure of personal data.
select ledger_seq_at(@at), coalesce((select max(erased_by) from revision where erased_by is not null), 0)
