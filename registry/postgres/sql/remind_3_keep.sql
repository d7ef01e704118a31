-- Keeps what there is to be reminded of; what is known already stays since when
-- it is.
insert into reminder as k (site_id, kind, about, state, due_on, since)
select site_id, kind, about, state, due_on, @day::date from reminded
on conflict (site_id, kind, about) do update
set state = excluded.state, due_on = excluded.due_on
where (k.state, k.due_on) is distinct from (excluded.state, excluded.due_on)
