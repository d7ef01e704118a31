-- What there is to be reminded of today.
create temp table reminded (site_id bigint not null, kind text not null, about text not null, state text not null, due_on date)
on commit drop
