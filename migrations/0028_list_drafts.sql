-- +goose Up
-- What the department's list is asked with: the newest record of every site in the columns of the table of fields, and
-- the questions that people keep.

create table site_draft (like site_public including defaults including generated including storage including constraints);
alter table site_draft add constraint site_draft_pkey primary key (id);
create unique index site_draft_ref_idx on site_draft (ref);
create index site_draft_geom_idx on site_draft using gist (geom_3857);
create index site_draft_next_check_idx on site_draft (next_check_on) where next_check_on is not null;
comment on table site_draft is
    'The newest record of each site of which the public sees another one, or nothing, in the columns of site_public: drafts, candidates, what is in review, what has ended. Never read for the public.';

create view site_newest as
    select * from site_draft
    union all
    select * from site_public p where not exists (select from site_draft d where d.id = p.id);
comment on view site_newest is
    'One row for each site with its newest record, published or not. Criteria of the desk are asked of it; never read for the public.';

-- Sites that are there already: what the tables hold, due to be judged at once, which derives all other columns out of
-- the records.
insert into site_draft (id, revision_seq, ref, lifecycle, kind, name, properties, geom, geom_3857, point_3857, outlined, longitude, latitude,
    area_measured_m2, area_m2, largest_piece_m2, territory, territories, source, source_key, published_at, available_now, judged_on, next_check_on)
select s.id, s.head_seq, s.ref, s.lifecycle, s.kind, coalesce(s.names ->> 'uk', s.names ->> 'en', s.names ->> 'ru'), '{}', g.geom,
    ST_Transform(g.geom, 3857), ST_Transform(ST_PointOnSurface(g.geom), 3857), u.site_id is not null,
    round(ST_X(ST_PointOnSurface(g.geom))::numeric, 7), round(ST_Y(ST_PointOnSurface(g.geom))::numeric, 7),
    u.area_m2, coalesce(u.area_m2, s.area_declared_m2),
    (select max(ST_Area(d.geom::geography)) from ST_Dump(u.geom) d), t.code, nullif(territories_of(s.territory_id), '{}'), o.code, s.source_key, s.published_at,
    false, '0001-01-01', '0001-01-01'
from site s
join source o on o.id = s.source_id
left join surface u on u.site_id = s.id
left join point p on p.site_id = s.id
left join territory t on t.id = s.territory_id
cross join lateral (select coalesce(u.geom, p.geom) as geom) g
where g.geom is not null and not exists (select from site_public q where q.id = s.id and q.revision_seq = s.head_seq);

create table saved_view (
    id         bigint generated always as identity constraint saved_view_pkey primary key,
    account_id bigint not null constraint saved_view_account_fkey references account,
    name       text not null constraint saved_view_name_length check (length(name) between 1 and 80),
    query      text not null constraint saved_view_query_length check (length(query) <= 8000),
    shared     boolean not null,
    changed_at timestamptz not null default now(),
    constraint saved_view_name_key unique (account_id, name)
);
comment on table saved_view is 'Questions to the list of sites that people keep, for themselves or for everybody at the desk.';
comment on column saved_view.query is 'The query of the page, without its question mark.';
