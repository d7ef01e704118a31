-- Counts what is found by rule and smallest territory. A rule that finds
-- nothing any more has no row; the check itself is a row of stock_check.
insert into finding_day (day, rule, severity, territory, findings, waived, sites)
select @day::date, k.rule, k.severity, coalesce(t.code, ''), count(*) filter (where not k.waived), count(*) filter (where k.waived),
       count(distinct k.site_id) filter (where not k.waived)
from stock_finding k
join site s on s.id = k.site_id
left join territory t on t.id = s.territory_id
where k.gone_at is null
group by k.rule, k.severity, coalesce(t.code, '')
