-- The mapping of a source, as somebody stated it.
select source, profile, columns, coalesce(crs, 0), changed_at, changed_by
from source_mapping
where source = @source
