-- What became of the rows of an upload.
select (select count(*) from import_outcome c
        where c.upload_id = @id::bigint and (@state::text = '' or c.state = @state::text) and (@rule::text = '' or @rule::text = any(c.rules))
          and (c.held or not @held::boolean)), n, line, source_key, ref, state, changes, issues, raw,
       name, longitude, latitude, held
from import_outcome
where upload_id = @id::bigint and (@state::text = '' or state = @state::text) and (@rule::text = '' or @rule::text = any(rules))
  and (held or not @held::boolean) and n > @after::bigint
order by n offset @offset::bigint limit @limit
