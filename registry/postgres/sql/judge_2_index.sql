-- judge_3_write finds each site once.
create unique index on judged (id)
