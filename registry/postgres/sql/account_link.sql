-- Gives an account without single sign-on, found by its e-mail address, to a provider's person.
update account set oidc_issuer = @issuer, oidc_subject = @subject
where email_key = @email_key and oidc_subject is null and disabled_at is null
returning id
