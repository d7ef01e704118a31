-- What sources said of a site where staff had written otherwise.
select batch_id, said from import_site where site_id = @site and said is not null
