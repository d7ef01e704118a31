-- Adds parcels to a layer. An outline that crosses itself is mended; rows with a number that came before, in these rows
-- or earlier ones, are parts of one parcel, whose area is known where all of them state the same. Gives how many rows were mended, how many have no area, how many joined.
with given as materialized (
    select g.at, g.cadastre, g.number, nullif(g.area, 0) as area, g.purpose, g.ownership,
           ST_Transform(ST_Force2D(ST_GeomFromEWKB(g.outline)), 4326) as geom
    from unnest(@cadastres::text[], @numbers::text[], @areas::double precision[], @purposes::text[], @ownerships::text[],
                @outlines::bytea[]) with ordinality g (cadastre, number, area, purpose, ownership, outline, at)
), checked as materialized (
    select *, ST_IsValid(geom) as sound from given
), whole as materialized (
    select at, cadastre, number, area, purpose, ownership, sound,
           ST_Multi(ST_CollectionExtract(case when sound then geom else ST_MakeValid(geom) end, 3)) as geom
    from checked
), kept as (
    select cadastre, number, case when count(area) = count(*) and min(area) = max(area) then min(area) end as area, min(purpose) as purpose, min(ownership) as ownership,
           case when count(*) = 1 then (array_agg(geom))[1] else ST_Multi(ST_CollectionExtract(ST_Union(geom), 3)) end as geom
    from whole where not ST_IsEmpty(geom)
    group by cadastre, number
), added as (
    insert into cadastral_parcel as p (layer_id, cadastre, number, area_m2, purpose, ownership, geom)
    select @layer, cadastre, number, area, purpose, ownership, geom from kept
    on conflict (layer_id, cadastre, number) do update
    set geom = ST_Multi(ST_CollectionExtract(ST_Union(p.geom, excluded.geom), 3)), area_m2 = case when p.area_m2 = excluded.area_m2 then p.area_m2 end
    returning xmax <> 0 as there
)
select (select count(*) from whole where not sound), (select count(*) from whole where ST_IsEmpty(geom)),
       (select count(*) from whole where not ST_IsEmpty(geom)) - (select count(*) from added where not there)
