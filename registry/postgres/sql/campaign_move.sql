-- Brings a campaign into another state.
update campaign
set state = @state, reason = nullif(@reason::text, ''), version = version + 1, activity = activity + 1,
    opened_at = case when @state = 'open' then coalesce(opened_at, @at::timestamptz) else opened_at end,
    closed_at = case when @state in ('closed', 'cancelled') then @at::timestamptz end
where id = @id
