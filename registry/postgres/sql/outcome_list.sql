-- What became of the rows of an upload, with where all that are asked for lie.
with whole as (
    select count(*) as matched, min(longitude) as west, min(latitude) as south, max(longitude) as east, max(latitude) as north
    from import_outcome
    where upload_id = @id::bigint and (@state::text = '' or state = @state::text) and (@rule::text = '' or @rule::text = any(rules))
      and (held or not @held::boolean)
)
select w.*, o.*
from whole w cross join lateral (
    select n, line, source_key, ref, state, changes, issues, raw, name, longitude, latitude, held
    from import_outcome
    where upload_id = @id::bigint and (@state::text = '' or state = @state::text) and (@rule::text = '' or @rule::text = any(rules))
      and (held or not @held::boolean) and n > @after::bigint
    order by n offset @offset::bigint limit @limit
) o
