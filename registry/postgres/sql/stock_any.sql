-- Whether there is anything to compare with.
select exists (select from site where lifecycle not in ('reused', 'withdrawn', 'merged', 'split'))
