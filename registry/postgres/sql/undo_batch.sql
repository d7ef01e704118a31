-- How an import stands, held so that nobody else undoes it.
select b.state, o.code, b.profile, coalesce(b.undone_at, b.ended_at, b.started_at), coalesce(b.undone_by, ''), coalesce(b.left_sites, 0)
from import_batch b join source o on o.id = b.source_id where b.id = @batch for update of b
