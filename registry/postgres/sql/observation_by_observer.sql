-- How each observer of a campaign does.
select p.who, coalesce(nullif(x.name, ''), x.email, ''),
       (select count(*) from campaign_task k where k.campaign_id = @id and k.assignee = p.who and k.state in ('open', 'taken', 'redo')),
       count(o.id), count(o.id) filter (where o.verdict = 'accepted'), count(o.id) filter (where o.verdict = 'redo'),
       count(o.id) filter (where o.verdict = 'doubtful'),
       percentile_cont(0.5) within group (order by o.accuracy_m)
from (select assignee as who from campaign_task where campaign_id = @id and assignee is not null
      union select observer from observation where campaign_id = @id) p
left join observation o on o.campaign_id = @id and o.observer = p.who
left join account x on 'user:' || x.id = p.who
group by p.who, x.name, x.email
order by 2, p.who
