-- Published sites that adjoin others, with what each condition says of them and the values that are summed.
select s.id, /*[truths*/ array[]::smallint[] /*truths]*/, /*[sums*/ array[]::double precision[] /*sums]*/
from site_public s
where exists (select from site_touch t where t.a_id = s.id or t.b_id = s.id) and /*[where*/ true /*where]*/
order by s.ref
limit @limit
