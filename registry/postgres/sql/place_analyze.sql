-- Tells the planner how many rows have a territory.
analyze place
