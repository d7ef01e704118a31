-- One page of the tasks of a campaign.
with wanted as (
    select k.*, s.ref, s.address, z.ref as folded_ref
    from campaign_task k
    left join site s on s.id = k.site_id
    left join site z on z.id = k.folded_site
    where k.campaign_id = @id
      and (cardinality(@states::text[]) = 0 or k.state = any(@states::text[]))
      and (@assignee::text = '' or @assignee::text = coalesce(k.assignee, 'nobody'))
      and (@folded::text = '' or (@folded::text = 'yes') = (k.folded_at is not null))
      and (@words::text = '' or casei(concat_ws(' ', s.ref, k.label, s.address)) like '%' || casei(@words::text) || '%')
)
select (select count(*) from wanted) as matched, {{task columns}}, null::text
from wanted k
where k.id > @after::bigint
order by k.id
limit @limit
