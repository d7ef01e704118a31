-- The box around every feature of a layer. Reads the whole layer.
select ST_XMin(b), ST_YMin(b), ST_XMax(b), ST_YMax(b)
from (select ST_Extent(s.geom) as b from /*[from*/ layer_territory /*from]*/ s) as found
