-- A number stands for one parcel: the first row that can be kept has it, those after it are told.
update parcel_staging s
set refused = 'number_repeats', message = 'line ' || k.first || ' has the number', repaired = false
from (
    select row_no, first_value(line) over numbered as first, row_number() over numbered as n
    from parcel_staging where refused = ''
    window numbered as (partition by number order by row_no)
) k
where k.row_no = s.row_no and k.n > 1
