-- What the rules found, the reader's findings among them. One of severity
-- error keeps its row out.
create temp table finding (
    row_no   bigint not null,
    line     bigint not null,
    rule     text not null,
    severity text not null,
    field    text not null,
    raw      text not null,
    proposed text not null,
    message  text not null
) on commit drop
