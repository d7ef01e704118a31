-- Tells the planner what came in.
analyze staging (row_no, rejected, source_key, ref, territory_code)
