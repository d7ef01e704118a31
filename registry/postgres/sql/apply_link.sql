-- The chain: number, differences, digest and hash of every revision that is
-- going to be appended, along with what was planned.
create temp table entry on commit drop as
with change as (
    select p.row_no, document_changes(b.document, s.document)
        || case when ST_AsEWKB(b.geom) <> ST_AsEWKB(c.geom)
                then jsonb_build_object('geometry', jsonb_build_object('before', outline_in_brief(b.geom), 'after', outline_in_brief(c.geom)))
                else '{}' end
        || case when p.was_lifecycle <> p.lifecycle
                then jsonb_build_object('lifecycle', jsonb_build_object('before', p.was_lifecycle, 'after', p.lifecycle))
                else '{}' end
        || case when p.was_territory_id is distinct from p.territory_id
                then jsonb_build_object('territory', jsonb_build_object('before', w.code, 'after', t.code))
                else '{}' end as changes
    from staging s join plan p using (row_no) join candidate c using (row_no)
    join revision b on b.seq = p.was_head_seq
    left join territory w on w.id = p.was_territory_id
    left join territory t on t.id = p.territory_id
    where p.action in ('update', 'publish')
), numbered as (
    select p.*, p.place + @head::bigint as seq, h.changes
    from plan p left join change h using (row_no)
    where p.action <> 'unchanged'
), digested as (
    select *, ledger_digest(seq, site_id, ref, version, @at::timestamptz, @actor::text, action, published,
                            null, source_code, @batch::bigint, changes, record_digest) as digest
    from numbered
), chained as (
    select *, ledger_chain(@hash::bytea, digest) over (order by seq) as hash from digested
)
select *, coalesce(lag(hash) over (order by seq), @hash::bytea) as prev_hash
from chained
