-- How many observations each observer made on each day, by the clocks of the
-- devices, in UTC.
select observer, (observed_at at time zone 'utc')::date, count(*) from observation where campaign_id = @id group by 1, 2 order by 2, 1
