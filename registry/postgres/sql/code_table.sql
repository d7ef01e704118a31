-- The table of codes, with who changed last what the registry says itself.
select c.list, c.code, c.position, c.label, coalesce(c.standard, ''), c.valid_from, c.valid_to, o.changed_at, coalesce(o.changed_by, '')
from code c left join code_own o using (list, code)
where @list = '' or (c.list, c.code) = (@list, @code)
order by c.list, c.position, c.code
