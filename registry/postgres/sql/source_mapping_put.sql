-- Keeps the mapping of a source in place of the one before.
insert into source_mapping (source, profile, columns, crs, changed_by)
values (@source, @profile, @columns, nullif(@crs::integer, 0), @changed_by)
on conflict (source) do update
set profile = excluded.profile, columns = excluded.columns, crs = excluded.crs, changed_at = now(), changed_by = excluded.changed_by
