-- Keeps, for the undo of the import, what the ledger does not say of the sites
-- that are going to be withdrawn.
insert into import_site (batch_id, site_id, source_digest, edited) select @batch::bigint, site_id, source_digest, edited from gone
