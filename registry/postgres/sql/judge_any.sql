-- Whether there is anything to judge: sites whose next date has come.
select exists (select from site_public where @whole::boolean or next_check_on <= @day::date)
