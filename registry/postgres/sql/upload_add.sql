-- Notes a file that somebody has sent.
insert into import_upload (file_name, file, size, brought_by, authors, places, settings, recognised, created_at, changed_at)
values (@file_name, @file, @size, @actor, array[@actor::text],
        array(select distinct c from territory t cross join lateral unnest(territories_of(t.id)) as c where t.code = any(@within::text[]) order by c),
        @settings::jsonb, @recognised::jsonb, now(), now())
returning id
