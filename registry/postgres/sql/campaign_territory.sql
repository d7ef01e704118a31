-- A territory by its code, with the codes of all above it.
select id, territories_of(id) from territory where code = @code::text
