-- Compares the lineage with the outcomes that the ledger says.
with said as (
    select r.seq, r.site_id, r.ref, r.action, s.ref as successor
    from revision r cross join lateral json_array_elements_text(r.document #> '{outcome,successors}') as s (ref)
    where r.action in ('split', 'merge') and r.erased_by is null
), kept as (
    select l.seq, l.from_site, f.ref, l.relation, t.ref as successor, l.proposed_seq, p.site_id = l.to_site and p.source like l.relation || ':%' as proposed
    from lineage l
    join site f on f.id = l.from_site
    join site t on t.id = l.to_site
    left join revision p on p.seq = l.proposed_seq
), compared as (
    select coalesce(s.seq, k.seq) as seq, coalesce(s.ref, k.ref) as ref,
           case when k.seq is null then 'the lineage does not have what came out of the site'
                when s.seq is null and not exists (select from revision e where e.seq = k.seq and e.erased_by is not null)
                    then 'the lineage has what did not come out of the site' end as reason
    from said s
    full join (select * from kept where seq is not null) k
        on (k.seq, k.from_site, k.relation, k.successor) = (s.seq, s.site_id, s.action, s.successor)
    union all
    select proposed_seq, successor, 'the lineage says that it is proposed, and its revision does not'
    from kept where not coalesce(proposed, false)
)
select seq, ref, reason from compared where reason is not null order by seq, ref limit @limit
