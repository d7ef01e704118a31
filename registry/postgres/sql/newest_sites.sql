-- Part of the statements that page through the sites as those who change them see them: the newest record where they
-- may read it, what is published elsewhere.
(
    select n.*, n.id as layer_id, n.ref as layer_ref from site_newest n
    where n.lifecycle in ('candidate', 'draft', 'in_review', 'published', 'reserved', 'contracted')
      and (@everywhere::boolean or n.territories && @within::text[])
    union all
    select p.*, p.id, p.ref from site_public p
    where not @everywhere::boolean
      and not exists (select from site_newest n where n.id = p.id and n.territories && @within::text[])
)
