-- Notes the register that an import comes from.
insert into source as s (code, name, producer, url, licence)
values (@code, @name, nullif(@producer::text, ''), nullif(@url::text, ''), nullif(@licence::text, ''))
on conflict (code) do update
set name = excluded.name, producer = excluded.producer, url = excluded.url, licence = excluded.licence
returning id
