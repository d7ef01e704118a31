-- Forgets what the checks of the stock found in a site: findings quote what
-- they are about, in parts, too. The next check finds anew what is still so.
delete from stock_finding where site_id = @site
