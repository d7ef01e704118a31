-- Of an import, the rows that were merged.
insert into looked (row_no, site_id) select row_no, site_id from merged
