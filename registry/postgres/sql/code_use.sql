-- How many sites hold a code: in what the public sees, and in drafts that differ from it.
select (select count(*) from site_public p join revision r on r.seq = p.revision_seq
        where jsonb_path_match(r.document::jsonb, @path::jsonpath, jsonb_build_object('code', @code::text))),
       (select count(*) from site s join revision r on r.seq = s.head_seq
        where s.head_seq is distinct from s.published_seq and s.lifecycle not in ('merged', 'split', 'withdrawn', 'reused')
          and jsonb_path_match(r.document::jsonb, @path::jsonpath, jsonb_build_object('code', @code::text)))
