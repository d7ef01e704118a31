-- A site that is not going to come out of a division.
delete from lineage where to_site = @site and seq is null
