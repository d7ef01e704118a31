-- Which territories are there.
select code from territory where code = any(@codes::text[])
