-- Brings rows in, column by column, in the order of the file.
insert into parcel_staging (line, number, cadastre, area_m2, purpose, ownership, shape, refused, message)
select line, number, cadastre, area_m2, purpose, ownership, ST_GeomFromEWKB(shape), refused, message
from unnest(@lines::bigint[], @numbers::text[], @cadastres::text[], @areas::float8[], @purposes::text[], @ownerships::text[],
            @shapes::bytea[], @refused::text[], @messages::text[]) with ordinality
    as r (line, number, cadastre, area_m2, purpose, ownership, shape, refused, message, n)
order by n
