-- Makes the repairs that were accepted and tells which rows they changed.
update staging set moved = outline_mended(coalesce(moved, shape))
where row_no in (select row_no from finding where rule = 'V-15' and severity = 'repaired' and field = 'geometry')
  and not valid
returning row_no
