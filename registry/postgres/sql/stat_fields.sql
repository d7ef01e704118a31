-- In how many sites each of the fields is known that count for completeness.
select array[/*[counts*/ count(p.kind) /*counts]*/]
from site_public p join site s using (id)
where (@everywhere::boolean or p.territories && @within::text[])
  and (@territory::text = '' or @territory::text = any(p.territories))
  and (@steward::text = '' or s.steward = @steward::text)
