-- Sites of sets, as they are shown.
select id, ref, properties from site_public where id = any(@ids::bigint[])
