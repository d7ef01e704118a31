-- Tells the planner what there is to write.
analyze plan (row_no, action, place, site_id, territory_id, was_head_seq, was_territory_id)
