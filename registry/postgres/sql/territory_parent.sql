-- Sets the parents of territories and tells which parents nobody knows.
with given as (
    select code, nullif(parent, '') as parent from unnest(@codes::text[], @parents::text[]) as g (code, parent)
), done as (
    update territory t set parent_id = p.id
    from given g left join territory p on p.code = g.parent
    where t.code = g.code and t.parent_id is distinct from p.id
)
select g.code, g.parent from given g
where g.parent is not null and not exists (select from territory p where p.code = g.parent)
