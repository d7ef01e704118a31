-- What became of the rows of a cadastre's file.
select count(*), count(*) filter (where refused = ''), count(*) filter (where refused = '' and repaired),
       coalesce((select jsonb_object_agg(refused, n) from (select refused, count(*) as n from parcel_staging where refused <> '' group by refused) r), '{}')
from parcel_staging
