-- Raises the revision of the published stock and tells everybody who listens.
with raised as (
    update dataset set revision = revision + 1, changed_at = @at::timestamptz returning revision
)
select revision, pg_notify('landbank', revision::text) from raised
