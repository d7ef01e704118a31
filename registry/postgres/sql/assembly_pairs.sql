-- Which of the sites adjoin.
select a_id, b_id, run_m from site_touch where a_id = any(@ids::bigint[]) and b_id = any(@ids::bigint[]) order by a_id, b_id
