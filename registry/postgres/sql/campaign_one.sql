-- One campaign.
select {{campaign columns}}
from campaign c
left join territory t on t.id = c.territory_id
join lateral (select * from campaign_questions s where s.campaign_id = c.id order by s.version desc limit 1) q on true
where c.id = @id
