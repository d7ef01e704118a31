-- Another name or question of a view.
with changed as (
    update saved_view set name = @name, query = @query, shared = @shared, changed_at = now()
    where id = @id and account_id = @account returning *
)
select v.id, v.account_id, a.name, v.name, v.query, v.shared, v.changed_at from changed v join account a on a.id = v.account_id
