-- Queues for the ledger; from here on revisions are appended.
select seq, hash from ledger_head for update
