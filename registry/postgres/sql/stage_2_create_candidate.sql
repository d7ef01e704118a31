-- What the rules and the comparison with the stock need of each row that the
-- reader did not reject: a narrow copy, so that they need not read wide rows.
create temp table candidate (
    row_no         bigint not null,
    line           bigint not null,
    source_key     text not null,
    ref            text,
    territory_code text,
    parts          int not null,
    outlined       boolean not null,
    srid           int not null,
    geom           geometry,
    spot           geometry,
    valid          boolean,
    measured_m2    double precision,
    declared_m2    double precision,
    quality        text,
    source_digest  bytea not null,
    record_digest  bytea,
    shown_digest   bytea
) on commit drop
