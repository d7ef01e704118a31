-- Whether the ledger ends where its head says, and how much there is.
select h.seq, h.hash, coalesce(l.seq, 0) as last, h.seq = coalesce(l.seq, 0)
       and h.hash = coalesce(l.hash, sha256('landbank ledger')) as fits,
       (select count(*) from revision) as revisions, (select count(*) from site) as sites,
       (select count(*) from site_public) as published
from ledger_head h
left join (select seq, hash from revision order by seq desc limit 1) l on true
