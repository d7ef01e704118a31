-- V-23: prices far above the median of the region, where enough sites there
-- state one of the same kind.
with price as (
    select l.row_no, s.line, s.price, s.price_kind, split_part(s.price_kind, '/', 2) as currency,
           case when s.price_kind like '%/per_m2' then s.price else s.price / nullif(coalesce(s.measured_m2, s.declared_m2), 0) end as per_m2,
           split_part(s.price_kind, '/', 1) as mode, a.region, l.site_id
    from looked l
    join staging s using (row_no)
    left join place p using (row_no)
    cross join lateral (select coalesce((territories_of(p.territory_id))[2], '') as region) a
    where s.price is not null
), region as (
    select territory_id, coalesce((codes)[2], '') as region from territory_ladder
), stock as (
    select coalesce(r.region, '') as region, o.mode, o.currency, o.site_id,
           case o.price_basis when 'per_m2' then o.price_amount else o.price_amount / nullif(coalesce(f.area_m2, t.area_declared_m2), 0) end as per_m2
    from offer o
    join site t on t.id = o.site_id and t.lifecycle not in ('reused', 'withdrawn', 'merged', 'split')
    left join region r using (territory_id)
    left join surface f on f.site_id = o.site_id
    where o.price_amount > 0 and o.price_basis in ('total', 'per_m2') and (o.mode, o.currency) in (select mode, currency from price)
), median as (
    select region, mode, currency, percentile_cont(0.5) within group (order by per_m2) as per_m2
    from stock where per_m2 is not null
    group by region, mode, currency having count(*) >= @median_of::bigint
)
insert into finding (row_no, line, rule, case_name, args, severity, field, raw, proposed, message)
select p.row_no, p.line, 'V-23', 'above_median', array[w.price, p.currency, w.times, w.median], 'warning', 'offers[1].price_amount', p.price::text, '',
       w.price || ' ' || p.currency || ' per m², ' || w.times || ' times the local median of ' || w.median
from price p
join median m on m.region = p.region and m.mode = p.mode and m.currency = p.currency
cross join lateral (select round(p.per_m2::numeric, 2) || '' as price, round((p.per_m2 / m.per_m2)::numeric) || '' as times, round(m.per_m2::numeric, 2) || '' as median) w
where p.per_m2 > @median_times::double precision * m.per_m2
