-- Notes a proposal, with its sender apart where there is one.
with added as (
    insert into correction (site_id, changes, asks, text, evidence, evidence_urls, language)
    values (@site, @changes, @asks::text[], nullif(@words::text, ''), nullif(@evidence::text, ''), @urls::text[], nullif(@language::text, ''))
    returning id, created_at
), sender as (
    insert into correction_sender (correction_id, email) select id, @email::text from added where @email::text <> ''
)
select id, created_at from added
