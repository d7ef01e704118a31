-- +goose Up
-- What the rules ask of other sites, and what they found in the stock.
create extension if not exists pg_trgm;

create index surface_geom_idx on surface using gist (geom);
create index point_geom_idx on point using gist (geom);
-- Lists of numbers crammed into one cell are longer than a B-tree takes.
create index parcel_cadastral_number_idx on parcel using hash (cadastral_number) where cadastral_number is not null;

-- +goose StatementBegin
create function akin(one bigint, other bigint) returns boolean
language plpgsql stable parallel safe as $$
begin
    return one is not null and (
        exists (select from lineage n where (n.from_site, n.to_site) in ((one, other), (other, one)))
        or exists (select from lineage a join lineage b using (from_site) where a.to_site = one and b.to_site = other));
end
$$;
-- +goose StatementEnd
comment on function akin is
    'Whether one site comes out of the other, or both out of the same one, settled or proposed: such are not compared with each other.';

alter table import_issue add column case_name text, add column args text[];
comment on column import_issue.case_name is 'Case of the rule; with the arguments it gives the sentence in every language.';

create table stock_check (
    id       bigint generated always as identity constraint stock_check_pkey primary key,
    at       timestamptz not null,
    records  bigint not null,
    by_rule  jsonb not null
);
comment on table stock_check is 'One re-check of the whole stock: when, of how many records, and the findings by rule and severity.';

create table stock_finding (
    id         bigint generated always as identity constraint stock_finding_pkey primary key,
    site_id    bigint not null constraint stock_finding_site_fkey references site,
    standing   text not null constraint stock_finding_standing_known check (standing in ('published', 'draft')),
    rule       text not null,
    case_name  text not null,
    severity   text not null constraint stock_finding_severity_known check (severity in ('error', 'warning')),
    field      text not null,
    raw        text not null,
    proposed   text,
    args       text[] not null,
    message    text not null,
    waived     boolean not null,
    first_seen timestamptz not null,
    last_seen  timestamptz not null,
    gone_at    timestamptz
);
create unique index stock_finding_key on stock_finding (site_id, standing, rule, case_name, field, md5(raw));
create index stock_finding_open_idx on stock_finding (rule, id) where gone_at is null;
comment on table stock_finding is 'What the re-checks of the stock found, once for each finding: since when, until when it was last found, and since when no more.';
comment on column stock_finding.standing is 'Which record it was found in: the published one, or a newer draft.';
comment on column stock_finding.waived is 'A written reason for it stands in the record.';
