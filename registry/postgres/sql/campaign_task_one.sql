-- One task of a campaign, held until the transaction ends.
select 0::bigint, {{task columns}}, null::text
from (
    select k.*, s.ref, s.address, z.ref as folded_ref
    from campaign_task k
    left join site s on s.id = k.site_id
    left join site z on z.id = k.folded_site
    where k.campaign_id = @id and k.id = @task
    for update of k
) k
