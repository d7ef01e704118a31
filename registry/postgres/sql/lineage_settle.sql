-- The sites have ended, what came out of them has.
update lineage l
set seq = f.head_seq, area_m2 = outline_shared_m2(b.geom, a.geom)
from site f, site t, revision b, revision a
where f.id = l.from_site and t.id = l.to_site and b.seq = f.head_seq and a.seq = t.head_seq
  and l.from_site = any(@sources::bigint[]) and l.seq is null
