-- Where the sites of an import lie, and where its undo brings them.
select distinct territories_of(t.id)
from (
    select s.territory_id as id from revision r join site s on s.id = r.site_id where r.batch_id = @undo::bigint
    union
    select t.id from revision r join revision p on p.site_id = r.site_id and p.version = r.version - 1
    left join territory t on t.code = p.territory where r.batch_id = @undo::bigint
) as t
