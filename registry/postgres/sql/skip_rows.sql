-- Leaves out the rows that the caller does not want: some by their numbers, or
-- those whose site is there already, or is not.
with left_out as (
    delete from matched m
    where m.row_no = any(@skip::bigint[])
       or case @only::text when 'create' then exists (
              select from site s where s.id = m.site_id and case when s.lifecycle = 'withdrawn' then not creation_undone(s.head_seq) else true end) when 'update' then not exists (
              select from site s where s.id = m.site_id and case when s.lifecycle = 'withdrawn' then not creation_undone(s.head_seq) else true end) else false end
    returning m.row_no
)
insert into skipped (row_no) select row_no from left_out
