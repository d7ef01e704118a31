-- Notes what became of tasks when they were folded.
update campaign_task k
set folded_at = @at::timestamptz, folded = f.outcome, folded_site = s.id
from unnest(@tasks::bigint[], @outcomes::text[], @refs::text[]) as f (id, outcome, ref)
left join site s on s.ref = f.ref
where k.id = f.id
