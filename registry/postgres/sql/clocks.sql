-- The clocks for which the registry has days of its own.
select name, days from clock
