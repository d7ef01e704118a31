-- The record of a site at one of its versions.
select document, outline_in_brief(geom) from revision where site_id = @site and version = @version
