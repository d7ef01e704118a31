-- The published sites with what a day made of them, and their records.
select p.lifecycle, coalesce(p.stale_groups, '{}'), coalesce(p.available_now, false), r.document
from site_public p join revision r on r.seq = p.revision_seq
