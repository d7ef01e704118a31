-- Recomputes the chain: revisions whose content does not fit their digests, or
-- that do not follow the one before. Where personal data was erased, the
-- content has to fit the digests that the newest erasure of it lists; numbers
-- and digests in that list are compared as texts, so that no forgery can keep
-- the statement from ending.
with erasure as (
    select distinct on (x ->> 'seq') x ->> 'seq' as seq, e.seq as by, e.site_id, x ->> 'record' as record, x ->> 'prose' as prose
    from revision e
    cross join lateral json_array_elements(case when json_typeof(e.changes -> 'erased' -> 'after' -> 'revisions') = 'array'
        then e.changes -> 'erased' -> 'after' -> 'revisions' else '[]' end) as x
    where e.action = 'erase'
    order by x ->> 'seq', e.seq desc
), digested as (
    select r.seq, r.site_id, r.ref, r.at, r.prev_hash, r.hash, r.digest, r.erased_by, a.by, a.site_id as erased_site,
           record_digest(r.document, r.geom) as record, prose_digest(r.reason, r.changes) as prose,
           case when r.erased_by is null then encode(r.record_digest, 'hex') else a.record end as record_wanted,
           case when r.erased_by is null then encode(r.prose_digest, 'hex') else a.prose end as prose_wanted,
           ledger_digest(r.seq, r.site_id, r.ref, r.version, r.at, r.actor, r.action, r.lifecycle, r.review, r.published, r.territory,
                         r.source, r.batch_id, r.record_digest, r.prose_digest) as found
    from revision r left join erasure a on a.seq = r.seq::text
), link as (
    select d.*, lag(seq, 1, 0::bigint) over inorder as before, lag(hash, 1, sha256('landbank ledger')) over inorder as hash_before,
           lag(at, 1, '-infinity'::timestamptz) over inorder as at_before
    from digested d window inorder as (order by seq)
)
select case when seq > before + 1 then before + 1 else seq end, ref, reason
from link
cross join lateral (select case
    when seq = before + 2 then 'revision ' || before + 1 || ' is missing'
    when seq <= before then 'it stands before the first revision'
    when seq > before + 1 then 'revisions ' || before + 1 || ' to ' || seq - 1 || ' are missing'
    when erased_by is distinct from by or by is not null and site_id <> erased_site then
        case when by is null or erased_by is not null then 'it says that personal data was erased from it, and no erasure says so'
             else 'personal data was erased from it, and it does not say so' end
    when encode(record, 'hex') is distinct from record_wanted then 'the record or its outline was altered'
    when encode(prose, 'hex') is distinct from prose_wanted then 'its reason or its changes were altered'
    when found <> digest then 'the entry was altered'
    when prev_hash <> hash_before then 'it does not follow the revision before it'
    when hash <> sha256(prev_hash || digest) then 'its hash is not that of its content'
    when at < at_before then 'it is older than the revision before it' end) as c (reason)
where reason is not null
order by seq
limit @limit
