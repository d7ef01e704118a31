-- Makes the repairs that were accepted.
update staging set moved = outline_mended(coalesce(moved, shape))
where row_no in (select row_no from finding where rule = 'V-15' and severity = 'repaired') and not valid
