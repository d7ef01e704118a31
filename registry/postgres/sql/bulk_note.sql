-- Keeps, for the undo of a change of several sites, what the ledger does not
-- say of them.
insert into import_site (batch_id, site_id, source_digest, edited)
select @batch::bigint, id, source_digest, edited from site where id = any(@sites::bigint[])
