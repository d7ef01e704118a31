-- Territories look for the sites in them.
create index on spot using gist (at)
