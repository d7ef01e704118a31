-- +goose Up
-- What the desk asks of single sites.

-- +goose StatementBegin
create function territories_of(unit bigint) returns text[]
language sql stable parallel safe as $$
    with recursive step as (
        select code, parent_id, 1 as depth from territory where id = unit
        union all
        select t.code, t.parent_id, s.depth + 1 from step s join territory t on t.id = s.parent_id where s.depth < 8
    )
    select coalesce(array_agg(code order by depth desc), '{}') from step
$$;
-- +goose StatementEnd
comment on function territories_of is
    'The codes of a territory and of all above it, from the country down: what territory_ladder says, for one.';

-- +goose StatementBegin
create function prefix_of(unit bigint) returns text
language sql stable parallel safe as $$
    with recursive step as (
        select ref_prefix, parent_id, 1 as depth from territory where id = unit
        union all
        select t.ref_prefix, t.parent_id, s.depth + 1 from step s join territory t on t.id = s.parent_id
        where s.depth < 8 and s.ref_prefix is null
    )
    select ref_prefix from step where ref_prefix is not null order by depth limit 1
$$;
-- +goose StatementEnd
comment on function prefix_of is 'The prefix of references in a territory: its own, or that of the nearest one above it.';

-- +goose StatementBegin
create function public_document(document json) returns jsonb
language plpgsql immutable parallel safe as $$
declare
    shown jsonb := document::jsonb - 'extra' - 'internal';
begin
    if shown @? '$.parcels[*].owner' then
        shown := jsonb_set(shown, '{parcels}', (
            select jsonb_agg(case when parcel #>> '{owner,kind}' = 'legal' then parcel else parcel - 'owner' end order by place)
            from jsonb_array_elements(shown -> 'parcels') with ordinality as p (parcel, place)));
    end if;
    return shown;
end
$$;
-- +goose StatementEnd
comment on function public_document is
    'What may be told of a record to anybody: without what is internal, what the source said in columns of its own, and owners who are not legal persons. Whoever reads documents for the public reads them through it.';

create index revision_site_idx on revision (site_id, seq);
create index site_lifecycle_idx on site (lifecycle, review);

alter table parcel add column owner jsonb;
comment on column parcel.owner is 'Who owns it: kind, name, code. Public only through public_document.';
alter table contact add column deputy_email text;
