-- V-12: a second row for the same key, reference or site, and a key that had
-- another reference before.
with claim as (
    select row_no, line, 'key ' || source_key as name, 'source_key' as field, source_key as raw from matched
    union all
    select row_no, line, 'reference ' || ref, 'ref', ref from matched where ref is not null
    union all
    select row_no, line, 'site ' || site_id, 'source_key', source_key from matched where site_id is not null
), ranked as (
    select *, first_value(line) over same as first_line, row_number() over same as nth
    from claim window same as (partition by name order by row_no)
)
insert into finding (row_no, line, rule, case_name, args, severity, field, raw, proposed, message)
select distinct on (row_no) row_no, line, 'V-12', case when field = 'ref' then 'same_reference' else 'same_key' end, array[first_line::text], 'error', field, raw, '',
       'line ' || first_line || ' has the same ' || case when field = 'ref' then 'reference' else 'key' end
from ranked where nth > 1
union all
select row_no, line, 'V-12', 'changed_reference', array[source_key, other_ref], 'error', 'ref', ref, other_ref,
       'the key ' || source_key || ' belongs to ' || other_ref
from matched where other_ref is not null
