-- The box around every feature of a layer. Reads the whole layer, of territories their boxes alone.
select min(b.west), min(b.south), max(b.east), max(b.north)
from (
    select /*[box*/ s.bbox[1] as west, s.bbox[2] as south, s.bbox[3] as east, s.bbox[4] as north /*box]*/
    from /*[from*/ layer_territory /*from]*/ s
) as b
