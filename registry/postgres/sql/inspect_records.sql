-- The records of the sites that are kept: the newest of each, and the
-- published one where another stands beside it.
select k.id, k.standing, k.ref, k.lifecycle, r.document, ST_AsEWKB(r.geom, 'NDR')
from (
    select id, ref, lifecycle, head_seq as seq,
           case when published_seq = head_seq and lifecycle_shown(lifecycle) then 'published' else 'draft' end as standing
    from site where lifecycle not in ('reused', 'withdrawn', 'merged', 'split')
    union all
    select id, ref, lifecycle, published_seq, 'published'
    from site where published_seq <> head_seq and lifecycle_shown(lifecycle)) k
join revision r on r.seq = k.seq
where (k.id, k.standing) > (@after::bigint, @standing::text)
order by k.id, k.standing
limit @limit
