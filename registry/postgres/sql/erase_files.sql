-- Takes the files away that no revision of the site has any more, but for those
-- that another site has.
with gone as (
    delete from media_use u
    where u.site_id = @site::bigint
      and not exists (select from revision r where r.site_id = u.site_id and r.document::text like '%' || encode(u.hash, 'hex') || '%')
    returning hash
)
delete from media_file f
using gone
where f.hash = gone.hash and not exists (select from media_use u where u.hash = f.hash and u.site_id <> @site::bigint)
