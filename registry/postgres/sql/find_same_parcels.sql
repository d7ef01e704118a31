-- V-16: cadastral numbers that another active site has too.
insert into finding (row_no, line, rule, case_name, args, severity, field, raw, proposed, message)
select distinct on (s.row_no, n.number, t.ref) s.row_no, s.line, 'V-16', 'same_parcel', array[t.ref], 'warning',
       'parcels[' || n.number || '].cadastral_number', n.number || ' ' || t.ref, '', t.ref || ' has this number too'
from looked l
join staging s using (row_no)
cross join lateral unnest(s.numbers) as n (number)
join parcel p on p.cadastral_number = n.number and coalesce(p.share_pct, 100) >= 100 and p.site_id is distinct from l.site_id
join site t on t.id = p.site_id and t.lifecycle not in ('reused', 'withdrawn', 'merged', 'split')
    and not akin(l.site_id, p.site_id)
