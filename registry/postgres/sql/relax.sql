-- Counts the published sites that fail one condition alone, or lack one answer alone, by what would let them in. Called by
-- Relax. Reads the whole stock once, each condition answered once for each site.
with asked as materialized (
    select r.*, /*[failed*/ 0 /*failed]*/ as failed, /*[unknown*/ 0 /*unknown]*/ as unknown
    from (
        select s.id /*[read*/ /*read]*/
        from site_public s
        offset 0
    ) r
)
select -1 as condition, 'meets' as what, null::text as value, count(*) as n from asked a where a.failed = 0 and a.unknown = 0
/*[parts*/ /*parts]*/
