-- Tells the planner what there is to write.
analyze entry (row_no, action, site_id, published, territory_id, parts)
