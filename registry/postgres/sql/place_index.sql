-- Territories look for the rows in them.
create index on staging using gist (spot)
