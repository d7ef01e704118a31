-- Takes away what an earlier check of the day counted.
delete from finding_day where day = @day::date
