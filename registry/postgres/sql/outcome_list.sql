-- What became of the rows of an upload.
with wanted as (
    select * from import_outcome
    where upload_id = @id::bigint and (@state::text = '' or state = @state::text) and (@rule::text = '' or @rule::text = any(rules))
      and (held or not @held::boolean)
)
select (select count(*) from wanted), n, line, source_key, ref, state, changes, issues, raw,
       name, longitude, latitude, held
from wanted where n > @after::bigint order by n limit @limit
