-- What the rules found, the reader's findings among them. One of severity
-- error keeps its row out, unless it is held: then it is stored as a draft.
create temp table finding (
    row_no    bigint not null,
    line      bigint not null,
    rule      text not null,
    case_name text,
    severity  text not null,
    held      boolean not null default false,
    field     text not null,
    raw       text not null,
    proposed  text not null,
    args      text[],
    message   text not null
) on commit drop
