-- Takes findings of imports apart that hold a text: those of the imports that
-- changed the site, or that had a row of it. What a finding says is made of
-- what it is about, and a long text is quoted by its beginning, so that all of
-- its words go; the rule and the field stay.
update import_issue
set raw = @mark::text, proposed = case when proposed <> '' then @mark::text else proposed end, message = @mark::text,
    args = array(select @mark::text from unnest(args))
where (batch_id in (select r.batch_id from revision r where r.site_id = @site)
    or batch_id in (select i.batch_id from import_site i where i.site_id = @site)
    or batch_id in (
        select r.batch_id from import_row r join import_batch b on b.id = r.batch_id join site s on s.source_id = b.source_id
        where s.id = @site and r.source_key = s.source_key))
  and (strpos(concat_ws(E'\n', raw, proposed, message, array_to_string(args, E'\n')), @text::text) > 0
    or raw like '%…' and starts_with(@text::text, rtrim(raw, '…')))
