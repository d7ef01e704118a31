-- Sets the days of one clock.
insert into clock (name, days) values (@name::text, @days::int) on conflict (name) do update set days = excluded.days
