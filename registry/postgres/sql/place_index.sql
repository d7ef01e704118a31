-- Territories look for the rows in them.
create index on candidate using gist (spot)
