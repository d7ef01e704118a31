-- What the registry says of codes itself, in the order in which it said so first.
select list, code, label, coalesce(standard, ''), valid_from, valid_to from code_own order by added
