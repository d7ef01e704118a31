-- What the first two observers of each place said of it, each with what they
-- said last.
with said as (
    select distinct on (task_id, observer) task_id, observer, sighting, answers, observed_at, id
    from observation
    where campaign_id = @id and sighting <> 'not_reached' and verdict is distinct from 'redo'
    order by task_id, observer, observed_at desc, id
), numbered as (
    select *, row_number() over (partition by task_id order by observed_at, id) as place from said
)
select a.sighting, a.answers, b.sighting, b.answers
from numbered a join numbered b on b.task_id = a.task_id and b.place = 2
where a.place = 1
order by a.task_id
limit 20000
