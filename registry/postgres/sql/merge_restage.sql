-- Some merged records.
select row_no, line, source_key, document, outline, issues, raw from merged where row_no > @after order by row_no limit @limit
