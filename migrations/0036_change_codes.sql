-- +goose Up
-- What a registry says of codes itself: the labels and the validity of codes that the program comes with, and codes that
-- it does not come with. The table code is both together, brought up to date whenever one of them changes.
create table code_own (
    list       text not null,
    code       text not null,
    label      jsonb not null,
    standard   text,
    valid_from date,
    valid_to   date,
    added      bigint not null generated always as identity,
    changed_at timestamptz not null,
    changed_by text not null,
    constraint code_own_pkey primary key (list, code),
    constraint code_own_validity check (valid_to is null or valid_from is null or valid_from < valid_to)
);
comment on table code_own is
    'Codes as this registry has them, instead of or beside those of the program. A row goes when the code is again as the program has it; one that the program does not have never goes.';
comment on column code_own.added is 'Order in which codes were added; lists that are not in the order of their codes show them in it.';
comment on column code_own.valid_to is 'First day on which the code no longer holds.';
comment on column code_own.changed_by is 'Principal, as in the audit log.';
