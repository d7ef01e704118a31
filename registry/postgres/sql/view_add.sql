-- A new view.
with added as (
    insert into saved_view (account_id, name, query, shared) values (@account, @name, @query, @shared) returning *
)
select v.id, v.account_id, a.name, v.name, v.query, v.shared, v.changed_at from added v join account a on a.id = v.account_id
