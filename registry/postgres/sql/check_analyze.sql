-- Tells the planner what the narrow table holds.
analyze candidate (row_no, source_key, ref, territory_code)
