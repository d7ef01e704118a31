-- Takes a text out of the corrections of uploads of the site's source, and out of
-- the examples of what their files hold; it is given as it stands in JSON.
update import_upload u
set settings = case when settings ? 'corrections'
        then jsonb_set(settings, '{corrections}', replace(settings #>> '{corrections}', @text::text, @mark::text)::jsonb) else settings end,
    recognised = case when recognised ? 'reads'
        then jsonb_set(recognised, '{reads}', replace(recognised #>> '{reads}', @text::text, @mark::text)::jsonb) else recognised end
from site s join source c on c.id = s.source_id
where s.id = @site and u.recognised #>> '{source,code}' = c.code
  and (strpos(u.settings #>> '{corrections}', @text::text) > 0 or strpos(u.recognised #>> '{reads}', @text::text) > 0)
