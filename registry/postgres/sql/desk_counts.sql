-- How the sites stand that a query finds.
select lifecycle, coalesce(review, ''), count(*) from (
    /*[wanted*/ select t.*, 0::float8 as longitude, 0::float8 as latitude, 0::float8 as area_m2, ''::text as freshness, 0::bigint as place from site t /*wanted]*/
) w
group by 1, 2 order by 1, 2
