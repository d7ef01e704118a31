-- The sites that are gone are withdrawn with the records that they have.
insert into replay (row_no, pass, site_id, seq, action, origin, reason, batch_id, content, published, lifecycle, review, source_digest, edited)
select row_number() over (order by head_seq), 1, site_id, head_seq, 'withdraw', @source_code::text, @reason::text, @batch::bigint,
       false, false, 'withdrawn', null, source_digest, edited
from gone
