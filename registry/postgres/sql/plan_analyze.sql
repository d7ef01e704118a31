-- Tells the planner how many sites there are to compare with.
analyze plan (row_no, action, was_head_seq, territory_id)
