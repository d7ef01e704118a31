-- Sets what references in a territory begin with, and tells what it was.
with was as (select id, ref_prefix from territory where code = @code for update)
update territory t set ref_prefix = nullif(@prefix::text, '') from was where t.id = was.id
returning coalesce(was.ref_prefix, '')
