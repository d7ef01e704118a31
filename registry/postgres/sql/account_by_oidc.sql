-- The account that a provider's person signs in to.
select id, disabled_at is not null from account where oidc_issuer = @issuer and oidc_subject = @subject
