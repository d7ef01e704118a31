-- One correction, held until the transaction ends.
select {{correction columns}}
from correction c
join site s on s.id = c.site_id
left join correction_sender x on x.correction_id = c.id
where c.id = @id
for update of c
