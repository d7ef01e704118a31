-- What the rules found in the staged edits.
select row_no, rule, coalesce(case_name, ''), severity, field, raw, proposed, args, message from finding order by row_no, rule, field, case_name
