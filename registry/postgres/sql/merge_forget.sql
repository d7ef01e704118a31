-- Findings on the merged rows are found anew on what they were merged to.
delete from finding where row_no in (select row_no from merged) and rule <> 'clash'
