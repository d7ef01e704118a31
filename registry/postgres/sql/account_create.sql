-- Adds an account; no row where the e-mail address has one.
insert into account (email, email_key, name, password_hash, password_one_time, oidc_issuer, oidc_subject)
values (@email, @email_key, @name, nullif(@hash::text, ''), @one_time, nullif(@issuer::text, ''), nullif(@subject::text, ''))
on conflict (email_key) do nothing
returning id
