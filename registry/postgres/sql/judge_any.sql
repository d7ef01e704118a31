-- Whether there is anything to judge: sites whose next date has come.
select exists (select from site_public where @whole::boolean or next_check_on <= @day::date)
    or exists (select from site_draft where @whole::boolean or next_check_on <= @day::date)
