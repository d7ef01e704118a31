-- How many revisions personal data was erased from, by erasure.
select erased_by, min(ref), count(*) from revision where erased_by is not null group by erased_by order by erased_by
