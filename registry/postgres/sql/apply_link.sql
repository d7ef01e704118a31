-- The chain: what differs, digest and hash of every revision that is going to
-- be appended.
create temp table entry on commit drop as
with change as (
    select row_no, null::jsonb as changes from plan where action = 'create'
    union all
    select p.row_no, document_changes(b.document, s.document)
        || case when b.geom is distinct from c.geom or ST_AsEWKB(b.geom) <> ST_AsEWKB(c.geom)
                then jsonb_build_object('geometry', jsonb_build_object('before', outline_in_brief(b.geom), 'after', outline_in_brief(c.geom)))
                else '{}' end
        || case when p.was_lifecycle <> p.lifecycle
                then jsonb_build_object('lifecycle', jsonb_build_object('before', p.was_lifecycle, 'after', p.lifecycle))
                else '{}' end
        || case when p.was_territory_id is distinct from p.territory_id
                then jsonb_build_object('territory', jsonb_build_object('before', w.code, 'after', t.code))
                else '{}' end
    from plan p
    join staging s using (row_no)
    join candidate c using (row_no)
    join revision b on b.seq = p.was_head_seq
    left join territory w on w.id = p.was_territory_id
    left join territory t on t.id = p.territory_id
    where p.action in ('update', 'publish')
), digested as (
    select p.row_no, p.seq + @head::bigint as seq, h.changes,
           ledger_digest(p.seq + @head::bigint, p.site_id, p.ref, p.version, @at::timestamptz, @actor::text, p.action,
                         p.published, null, p.source_code, @batch::bigint, h.changes, c.record_digest) as digest
    from plan p join change h using (row_no) join candidate c using (row_no)
), chained as (
    select *, ledger_chain(@hash::bytea, digest) over (order by seq) as hash from digested
)
select row_no, seq, changes, digest, coalesce(lag(hash) over (order by seq), @hash::bytea) as prev_hash, hash
from chained
