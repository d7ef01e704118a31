-- Keeps, for the undo of the import, what the ledger does not say of the sites
-- that are going to change.
insert into import_site (batch_id, site_id, source_digest, edited)
select @batch::bigint, s.id, s.source_digest, s.edited
from plan p join site s on s.id = p.site_id
where not p.new and p.action <> 'unchanged'
