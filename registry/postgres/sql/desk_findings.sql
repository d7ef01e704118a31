-- What the rules found in the staged edits.
select row_no, rule, severity, field, raw, proposed, message from finding order by row_no, rule, field
