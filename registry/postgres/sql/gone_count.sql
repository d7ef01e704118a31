-- How many sites of the source are gone, and how many are still there.
select (select count(*) from gone),
       (select count(*) from site s
        where s.source_id = @source::bigint and s.lifecycle in ({{kept lifecycles}})
          and (@everywhere::boolean or territories_of(s.territory_id) && @within::text[])
          and not exists (select from gone g where g.site_id = s.id))
