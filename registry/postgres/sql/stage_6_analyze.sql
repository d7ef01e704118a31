-- Tells the planner how many rows there are.
analyze staging (row_no)
