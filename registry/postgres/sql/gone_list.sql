-- The sites that are gone.
select ref, source_key, name, lifecycle from gone order by ref
