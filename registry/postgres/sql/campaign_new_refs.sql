-- The references of the sites that the last pass of edits has written.
select row_no, ref from plan order by row_no
