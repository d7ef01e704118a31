-- The reference that the last staged edit was given.
select ref from plan order by row_no desc limit 1
