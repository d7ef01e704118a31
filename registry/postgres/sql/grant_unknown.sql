-- The codes of no territory.
select code from unnest(@codes::text[]) as given (code) where not exists (select from territory t where t.code = given.code)
