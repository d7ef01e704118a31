-- How many sites the public saw when the ledger ended with revision @seq.
select count(*) from (
    select distinct on (site_id) lifecycle from revision where seq <= @seq::bigint order by site_id, seq desc
) newest where lifecycle_shown(lifecycle)
