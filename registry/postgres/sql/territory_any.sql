-- Whether there are any territories.
select exists (select from territory)
