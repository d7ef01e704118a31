-- The planner has to know how much that is.
analyze reminded
