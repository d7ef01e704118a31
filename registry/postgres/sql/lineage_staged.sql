-- The shapes of the staged edits, as lineage_balance asks for them.
select coalesce(moved, shape) as shape from staging
