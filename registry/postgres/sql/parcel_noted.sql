-- The rows that were refused or mended, in the order of the file.
select line, number, case when refused = '' then 'repaired' else refused end, message
from parcel_staging
where refused <> '' or repaired
order by row_no
