-- The units above of territories, by their codes.
select t.code, p.code from territory t join territory p on p.id = t.parent_id where t.code = any(@codes::text[])
