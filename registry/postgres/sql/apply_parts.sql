-- Parcels, offers and all other parts of new and changed sites, out of their
-- documents. Members of the document and columns have the same names.
with entry as materialized (
    select p.site_id, s.document
    from plan p join staging s using (row_no)
    where p.action in ('create', 'update') and p.parts <> 0
), item as materialized (
    select e.site_id, m.name, m.rows
    from entry e cross join lateral (values
        ('parcels', e.document -> 'parcels'), ('offers', e.document -> 'offers'), ('utilities', e.document -> 'utilities'),
        ('access', e.document -> 'access'), ('buildings', e.document -> 'buildings'), ('readiness', e.document -> 'readiness'),
        ('planning', jsonb_build_array(e.document -> 'planning')), ('environment', jsonb_build_array(e.document -> 'environment')),
        ('contact', jsonb_build_array(e.document -> 'contact')))
        as m (name, rows)
    where m.rows is not null and m.rows <> '[null]'
), part as materialized (
    select i.name, r.value || jsonb_build_object('site_id', i.site_id, 'position', r.position) as value
    from item i cross join lateral jsonb_array_elements(i.rows) with ordinality as r (value, position)
), a as (
    insert into parcel select r.* from part p cross join lateral jsonb_populate_record(null::parcel, p.value) r where p.name = 'parcels'
), b as (
    insert into offer select r.* from part p cross join lateral jsonb_populate_record(null::offer, p.value) r where p.name = 'offers'
), c as (
    insert into utility select r.* from part p cross join lateral jsonb_populate_record(null::utility, p.value) r where p.name = 'utilities'
), d as (
    insert into access select r.* from part p cross join lateral jsonb_populate_record(null::access, p.value) r where p.name = 'access'
), e as (
    insert into building select r.* from part p cross join lateral jsonb_populate_record(null::building, p.value) r where p.name = 'buildings'
), f as (
    insert into readiness_item select r.* from part p cross join lateral jsonb_populate_record(null::readiness_item, p.value) r where p.name = 'readiness'
), g as (
    insert into planning select r.* from part p cross join lateral jsonb_populate_record(null::planning, p.value) r where p.name = 'planning'
), h as (
    insert into environment select r.* from part p cross join lateral jsonb_populate_record(null::environment, p.value) r where p.name = 'environment'
), i as (
    insert into contact select r.* from part p cross join lateral jsonb_populate_record(null::contact, p.value) r where p.name = 'contact'
)
insert into fact
select r.* from entry e
cross join lateral jsonb_each(e.document -> 'facts') as m (field, value)
cross join lateral jsonb_populate_record(null::fact, m.value || jsonb_build_object('site_id', e.site_id, 'field', m.field)) r
