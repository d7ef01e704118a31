-- V-17: cadastral numbers of Ukraine that begin with another region than the
-- one that the outline lies in, where the record names no territory.
insert into finding (row_no, line, rule, case_name, args, severity, field, raw, proposed, message)
select s.row_no, s.line, 'V-17', 'region', array[left(n.number, 2), t.code], 'warning', 'parcels[' || n.number || '].cadastral_number', n.number, '',
       'the number begins with ' || left(n.number, 2) || ', but the site lies in ' || t.code
from staging s
join place p on p.row_no = s.row_no and not p.named
join territory t on t.id = p.territory_id and t.code ~ '^UA[0-9]{17}$'
cross join lateral unnest(s.numbers) as n (number)
where n.number ~ '^[0-9]{10}:[0-9]{2}:[0-9]{3}:[0-9]{4}$' and left(n.number, 2) <> substr(t.code, 3, 2)
