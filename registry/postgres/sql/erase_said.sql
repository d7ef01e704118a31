-- Takes personal data out of what a source said of a site.
update import_site set said = @said::text::json where site_id = @site and batch_id = @batch
