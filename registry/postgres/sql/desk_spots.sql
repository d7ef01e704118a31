-- Where the sites lie that a query finds.
select count(*) over (), ref, longitude, latitude, coalesce(kind, ''), lifecycle, coalesce(review, '') from (
    /*[wanted*/ select t.*, 0::float8 as longitude, 0::float8 as latitude, 0::float8 as area_m2, ''::text as freshness, 0::bigint as place from site t /*wanted]*/
) w
order by ref limit @limit
