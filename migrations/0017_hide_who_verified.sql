-- +goose Up
-- Who of the staff verified a fact is internal like who changed it: the public
-- learns that the department did, as histories say it.

-- +goose StatementBegin
create or replace function public_document(document json) returns jsonb
language plpgsql immutable parallel safe as $$
declare
    shown jsonb := document::jsonb - 'extra' - 'internal';
begin
    if shown @? '$.parcels[*].owner' then
        shown := jsonb_set(shown, '{parcels}', (
            select jsonb_agg(case when parcel #>> '{owner,kind}' = 'legal' then parcel else parcel - 'owner' end order by place)
            from jsonb_array_elements(shown -> 'parcels') with ordinality as p (parcel, place)));
    end if;
    if shown @? '$.facts.*.verified_by ? (@ starts with "user:" || @ == "cli")' then
        shown := jsonb_set(shown, '{facts}', (
            select jsonb_object_agg(field, case when fact ->> 'verified_by' ~ '^(user:|cli$)'
                                           then jsonb_set(fact, '{verified_by}', '"department"') else fact end)
            from jsonb_each(shown -> 'facts') as f (field, fact)));
    end if;
    return shown;
end
$$;
-- +goose StatementEnd
comment on function public_document is
    'What may be told of a record to anybody: without what is internal, what the source said in columns of its own, owners who are not legal persons, and who of the staff verified a fact. Whoever reads documents for the public reads them through it.';
