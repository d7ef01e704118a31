-- Recomputes the chain: revisions whose content does not fit their digests, or
-- that do not follow the one before.
with link as (
    select seq, site_id, ref, lag(seq, 1, 0::bigint) over inorder as before, prev_hash, hash, record_digest, digest,
           lag(hash, 1, sha256('landbank ledger')) over inorder as hash_before,
           erased_by, record_digest(document, geom) as record_found, prose_digest, prose_digest(reason, changes) as prose_found,
           ledger_digest(seq, site_id, ref, version, at, actor, action, lifecycle, review, published, territory, source, batch_id,
                         record_digest, prose_digest) as found
    from revision window inorder as (order by seq)
)
select case when seq > before + 1 then before + 1 else seq end, ref,
       case when seq = before + 2 then 'revision ' || before + 1 || ' is missing'
            when seq <= before then 'it stands before the first revision'
            when seq > before + 1 then 'revisions ' || before + 1 || ' to ' || seq - 1 || ' are missing'
            when erased_by is null and record_found <> record_digest then 'the record or its outline was altered'
            when erased_by is null and prose_found <> prose_digest then 'its reason or its changes were altered'
            when erased_by is not null and not erased then 'it says that personal data was erased from it, and no erasure says so'
            when found <> digest then 'the entry was altered'
            when prev_hash <> hash_before then 'it does not follow the revision before it'
            else 'its hash is not that of its content' end
from link
cross join lateral (select exists (
    select from revision e where e.seq = link.erased_by and e.action = 'erase' and e.site_id = link.site_id) as erased) as c
where seq <> before + 1 or erased_by is null and (record_found <> record_digest or prose_found <> prose_digest) or erased_by is not null and not erased
   or found <> digest or prev_hash <> hash_before
   or hash <> sha256(prev_hash || digest)
order by seq
limit @limit
