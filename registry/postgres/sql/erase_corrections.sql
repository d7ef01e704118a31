-- Takes data out of what the public proposed for the site, and of the replies.
update correction
set text = replace(text, @text::text, @mark::text), evidence = replace(evidence, @text::text, @mark::text),
    reply = replace(reply, @text::text, @mark::text), changes = replace(changes::text, @quoted::text, @mark::text)::jsonb
where site_id = @site::bigint
  and (strpos(concat_ws(' ', text, evidence, reply), @text::text) > 0 or strpos(changes::text, @quoted::text) > 0)
