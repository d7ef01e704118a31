-- Takes out the rows whose outline was mended; they are filled in anew.
delete from candidate where row_no = any(@rows::bigint[])
