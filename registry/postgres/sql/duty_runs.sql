-- The newest jobs, with what they did.
select j.id, coalesce(j.args ->> 'duty', j.kind), coalesce((j.args ->> 'slot')::timestamptz, j.scheduled_at), j.state::text, j.attempt,
       j.scheduled_at, j.attempted_at, j.finalized_at, coalesce(e.done, 0),
       coalesce(j.errors[array_upper(j.errors, 1)] ->> 'error', '')
from river.river_job j
left join job_effect e on e.duty = j.args ->> 'duty' and e.slot = (j.args ->> 'slot')::timestamptz
order by j.id desc
limit @limit
