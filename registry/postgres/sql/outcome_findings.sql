-- What the rules found in some rows.
select row_no, line, rule, coalesce(case_name, ''), severity, field, raw, proposed, args, message from finding
where row_no > @after and row_no <= @after + @limit order by row_no, rule, field
