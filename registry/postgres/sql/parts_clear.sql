-- Takes away the outlines and parts of sites that changed; what the new record
-- says is written after.
with gone as (select site_id from plan where content and not new),
     a as (delete from surface t using gone where t.site_id = gone.site_id),
     b as (delete from point t using gone where t.site_id = gone.site_id),
     c as (delete from parcel t using gone where t.site_id = gone.site_id),
     d as (delete from offer t using gone where t.site_id = gone.site_id),
     e as (delete from utility t using gone where t.site_id = gone.site_id),
     f as (delete from access t using gone where t.site_id = gone.site_id),
     g as (delete from building t using gone where t.site_id = gone.site_id),
     h as (delete from planning t using gone where t.site_id = gone.site_id),
     i as (delete from environment t using gone where t.site_id = gone.site_id),
     j as (delete from readiness_item t using gone where t.site_id = gone.site_id),
     k as (delete from contact t using gone where t.site_id = gone.site_id),
     l as (delete from medium t using gone where t.site_id = gone.site_id)
delete from fact t using gone where t.site_id = gone.site_id
