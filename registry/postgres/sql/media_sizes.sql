-- How many bytes a site has in files, its history too, and how many somebody
-- has brought within a day.
select (select coalesce(sum(f.size_bytes), 0)::bigint from media_use u join media_file f on f.hash = u.hash where u.site_id = @site::bigint),
       (select coalesce(sum(f.size_bytes), 0)::bigint from media_file f
        where f.brought_by = @actor and f.brought_at > @at::timestamptz - interval '1 day')
