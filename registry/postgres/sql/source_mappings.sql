-- How the files of sources are read, as somebody stated it.
select source, profile, columns, coalesce(crs, 0), changed_at, changed_by from source_mapping order by source limit 5000
