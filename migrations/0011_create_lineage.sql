-- +goose Up
create table lineage (
    from_site    bigint not null constraint lineage_from_fkey references site,
    to_site      bigint not null constraint lineage_to_fkey references site,
    relation     text not null constraint lineage_relation_known check (relation in ('split', 'merge')),
    area_m2      double precision,
    remainder    text,
    proposed_seq bigint not null,
    seq          bigint,
    constraint lineage_pkey primary key (from_site, to_site),
    constraint lineage_of_two check (from_site <> to_site)
);
create index lineage_to_idx on lineage (to_site);
comment on table lineage is
    'Which sites came out of which. It follows from the ledger: what is settled from the outcome that the revisions split and merge say, what is proposed from the source of the revision that proposes it.';
comment on column lineage.area_m2 is 'What both outlines have in common, on the ellipsoid; null where one of them is a point.';
comment on column lineage.remainder is 'What becomes of the land that goes into no site.';
comment on column lineage.proposed_seq is 'The revision of to_site that proposes it.';
comment on column lineage.seq is 'The revision of from_site by which it ended; null while that is only proposed.';

create function outline_shared_m2(a geometry, b geometry) returns double precision
language sql immutable parallel safe
    return case when ST_Dimension(a) = 2 and ST_Dimension(b) = 2
        then round(ST_Area(ST_Intersection(ST_MakeValid(a), ST_MakeValid(b))::geography) * 100) / 100 end;
comment on function outline_shared_m2 is 'What two outlines have in common; null where one is a point.';
