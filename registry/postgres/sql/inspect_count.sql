-- The findings by rule and severity.
select rule, severity, count(*) filter (where not waived), count(*) filter (where waived)
from stock_finding where gone_at is null group by rule, severity order by rule, severity
