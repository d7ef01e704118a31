-- +goose Up
-- Layers that GIS tools read beside the sites.

-- What GIS tools see of the administrative units.
create view layer_territory as
select t.id as layer_id, t.code as layer_ref, t.code, t.scheme, t.level, p.code as parent,
       t.names ->> 'uk' as name, t.names ->> 'en' as name_en, t.names ->> 'ru' as name_ru, t.area_m2, t.geom
from territory t
left join territory p on p.id = t.parent_id;
comment on view layer_territory is 'The administrative units as a layer of features.';

-- The same marks as criteria.Unaccent takes off.
-- +goose StatementBegin
create function accenti(t text) returns text language sql immutable parallel safe
    return normalize(regexp_replace(normalize(t, nfd), '[' || chr(768) || '-' || chr(879) || ']', '', 'g'), nfc);
-- +goose StatementEnd
comment on function accenti is 'The text without its accents, the ACCENTI of CQL2.';
