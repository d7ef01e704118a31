-- Notes what the sites that were just written are to come out of, and gives
-- their references in their order.
with noted as (
    insert into lineage (from_site, to_site, relation, area_m2, remainder, proposed_seq)
    select f.id, p.site_id, @relation::text, outline_shared_m2(b.geom, r.geom), @remainder::text, r.seq
    from plan p
    join revision r on r.seq = p.place + @head::bigint
    cross join site f
    join revision b on b.seq = f.head_seq
    where f.id = any(@sources::bigint[])
)
select ref from plan order by row_no
