-- Keeps what the registry says of a code.
insert into code_own as c (list, code, label, standard, valid_from, valid_to, changed_at, changed_by)
values (@list, @code, @label, nullif(@standard, ''), @valid_from, @valid_to, @at, @by)
on conflict (list, code) do update
set label = excluded.label, standard = excluded.standard, valid_from = excluded.valid_from, valid_to = excluded.valid_to,
    changed_at = excluded.changed_at, changed_by = excluded.changed_by
