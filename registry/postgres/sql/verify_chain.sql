-- Recomputes the chain: revisions whose content does not fit their digests, or
-- that do not follow the one before.
with link as (
    select seq, ref, lag(seq, 1, 0::bigint) over inorder as before, prev_hash, hash, record_digest, digest,
           lag(hash, 1, sha256('landbank ledger')) over inorder as hash_before,
           record_digest(document, geom) as record_found,
           ledger_digest(seq, site_id, ref, version, at, actor, action, published, reason, source, batch_id, changes,
                         record_digest) as found
    from revision window inorder as (order by seq)
)
select case when seq > before + 1 then before + 1 else seq end, ref,
       case when seq = before + 2 then 'revision ' || before + 1 || ' is missing'
            when seq <= before then 'it stands before the first revision'
            when seq > before + 1 then 'revisions ' || before + 1 || ' to ' || seq - 1 || ' are missing'
            when record_found <> record_digest then 'the record or its outline was altered'
            when found <> digest then 'the entry was altered'
            when prev_hash <> hash_before then 'it does not follow the revision before it'
            else 'its hash is not that of its content' end
from link
where seq <> before + 1 or record_found <> record_digest or found <> digest or prev_hash <> hash_before
   or hash <> sha256(prev_hash || digest)
order by seq
limit @limit
