-- Brings the table of codes to the registry's own lists. Codes are never
-- removed: one that a list no longer names stays as it was.
insert into code as c (list, code, position, label, standard, valid_from, valid_to)
select list, code, position, label, nullif(standard, ''), valid_from, valid_to
from unnest(@lists::text[], @codes::text[], @positions::int[], @labels::jsonb[], @standards::text[],
            @valid_from::date[], @valid_to::date[])
     as given (list, code, position, label, standard, valid_from, valid_to)
on conflict (list, code) do update
set position = excluded.position, label = excluded.label, standard = excluded.standard,
    valid_from = excluded.valid_from, valid_to = excluded.valid_to
where (c.position, c.label, c.standard, c.valid_from, c.valid_to)
      is distinct from (excluded.position, excluded.label, excluded.standard, excluded.valid_from, excluded.valid_to)
