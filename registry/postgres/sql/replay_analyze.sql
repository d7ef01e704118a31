-- Tells the planner how much there is.
analyze replay (row_no, pass, site_id, seq)
