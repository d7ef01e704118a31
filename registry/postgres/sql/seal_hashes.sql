-- The hashes of some revisions.
select seq, hash from revision where seq = any(@seqs::bigint[])
