-- What the rules found in some rows.
select row_no, line, rule, severity, field, raw, proposed, message from finding
where row_no > @after and row_no <= @after + @limit order by row_no, rule, field
