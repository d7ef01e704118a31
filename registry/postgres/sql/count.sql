-- How many published sites meet a question. Called for pages, once for each question and revision.
-- Needs site_public_geom_idx where the question names a place.
select count(*) from site_public s where /*[where*/ true /*where]*/
