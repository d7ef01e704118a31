-- References that rows bring along are taken out of the numbers to be given.
insert into ref_counter as r (prefix, year, last)
select split_part(ref, '-', 1), split_part(ref, '-', 2)::int, max(split_part(ref, '-', 3)::bigint)
from matched where ref is not null and site_id is null
group by 1, 2 order by 1, 2
on conflict (prefix, year) do update set last = greatest(r.last, excluded.last)
