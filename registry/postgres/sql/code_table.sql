-- The table of codes.
select list, code, position, label, coalesce(standard, ''), valid_from, valid_to from code order by list, position, code
