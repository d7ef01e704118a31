-- Notes which outlines adjoin.
insert into site_touch (a_id, b_id, run_m)
select least(t.a, t.b), greatest(t.a, t.b), t.run
from unnest(@a::bigint[], @b::bigint[], @runs::double precision[]) as t (a, b, run)
on conflict (a_id, b_id) do update set run_m = excluded.run_m
