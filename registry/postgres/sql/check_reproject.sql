-- Brings outlines in other reference systems to longitude and latitude. Where
-- that cannot be done, moved stays null.
update staging set moved = outline_reprojected(shape) where ST_SRID(shape) <> 4326
