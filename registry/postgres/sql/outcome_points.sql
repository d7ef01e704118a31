-- Where the rows of an upload lie.
select n, state, held, name, longitude, latitude
from import_outcome
where upload_id = @id::bigint and (@state::text = '' or state = @state::text) and (@rule::text = '' or @rule::text = any(rules))
  and (held or not @held::boolean) and longitude is not null
order by n limit @limit
