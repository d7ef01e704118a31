-- Tells the planner what there is to write.
analyze plan (row_no, action, site_id, published, was_head_seq, territory_id, parts)
