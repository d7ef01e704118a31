-- How many sites the public saw when the ledger ended with revision @seq, and
-- the digest over them. A record's own digest counts, not the one that is noted
-- beside it, but where personal data was erased from it.
select count(*), sha256(convert_to(coalesce(string_agg(
    p.ref || ' ' || p.seq || ' ' || encode(p.digest, 'hex') || ' ' || n.lifecycle || E'\n', '' order by p.ref collate "C"), ''), 'UTF8'))
from (
    select distinct on (site_id) site_id, lifecycle from revision where seq <= @seq::bigint order by site_id, seq desc
) n
join (
    select distinct on (site_id) site_id, ref, seq,
           case when erased_by is null then record_digest(document, geom) else record_digest end as digest
    from revision where seq <= @seq::bigint and published order by site_id, seq desc
) p using (site_id)
where lifecycle_shown(n.lifecycle)
