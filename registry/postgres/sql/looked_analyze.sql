-- Tells the planner how many rows there are to compare.
analyze looked
