-- Whether outlines are there whose neighbours are not known yet. Needs site_public_unfitted_idx.
select exists (select from site_public where not fitted)
