-- Gives tasks to people, "" for nobody. What had to be done again by somebody
-- else, or could not be reached, is simply open for the new one.
update campaign_task k
set assignee = nullif(a.who, ''), state = 'open', changed_at = clock_timestamp()
from unnest(@tasks::bigint[], @people::text[]) as a (id, who)
where k.id = a.id and k.campaign_id = @id and k.assignee is distinct from nullif(a.who, '')
