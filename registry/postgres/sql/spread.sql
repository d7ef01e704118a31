-- Counts the published sites by the values of fields, each under all conditions but those on the field itself. Called by
-- Spread. Reads the whole stock once, each condition answered once for each site.
with asked as materialized (
    select s.id /*[read*/ /*read]*/
    from site_public s
)
/*[parts*/ select 0 as field, true as truth, 'known' as state, 0 as bar, false as at, count(*) as n from asked /*parts]*/
