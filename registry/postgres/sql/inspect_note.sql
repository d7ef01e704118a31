-- Notes the check with its counts.
insert into stock_check (at, records, by_rule)
select @at::timestamptz, @records::bigint, coalesce(jsonb_object_agg(rule, counts), '{}')
from (select rule, jsonb_object_agg(severity, n) as counts
      from (select rule, severity, count(*) as n from stock_finding where gone_at is null group by rule, severity) c
      group by rule) r
