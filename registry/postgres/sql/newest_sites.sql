-- Part of the statements that page through the sites as those who change them see them: the newest record where they
-- may read it and it is not the published one, what is published for all others.
-- Needs site_draft_pkey, and the spatial indexes of both tables for a place.
(
    select d.*, d.id as layer_id, d.ref as layer_ref from site_draft d
    where d.lifecycle in ({{kept lifecycles}})
      and (@everywhere::boolean or d.territories && @within::text[])
    union all
    select p.*, p.id, p.ref from site_public p
    where not exists (select from site_draft d where d.id = p.id and (@everywhere::boolean or d.territories && @within::text[]))
)
