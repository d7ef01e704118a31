-- +goose Up
-- Boxes of territories are read without their outlines, which are long.

create or replace view layer_territory as
select t.id as layer_id, t.code as layer_ref, t.code, t.scheme, t.level, p.code as parent,
       t.names ->> 'uk' as name, t.names ->> 'en' as name_en, t.names ->> 'ru' as name_ru, t.area_m2, t.geom, t.bbox
from territory t
left join territory p on p.id = t.parent_id;
