-- Compares one table of parts with what the newest documents say. What stands
-- in the slots is taken from the statement that derives the table.
with found as (
    select /*[columns*/ site_id, position, mode /*columns]*/ from /*[part*/ offer /*part]*/
), derived as (
    /*[derived*/ select site_id, position, mode from offer /*derived]*/
), differing as (
    (table found except all table derived) union (table derived except all table found)
)
select coalesce(s.head_seq, 0), coalesce(s.ref, ''), /*[reason*/ 'its offer is not what its newest revision says' /*reason]*/::text
from (select distinct site_id from differing) d
left join site s on s.id = d.site_id
order by 1, 2
limit @limit
