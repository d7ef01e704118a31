-- Sites that are reserved until a day that is over.
select s.ref
from site s
join revision p on p.seq = s.published_seq
where s.lifecycle = 'reserved' and (p.document ->> 'reserved_until')::date < @day::date
order by s.ref
