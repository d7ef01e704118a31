-- Of what version a feature of a layer of test data is. The table takes the place of the one named here.
select s.layer_version, s.layer_changed from /*[from*/ (select ''::text as layer_ref, 0::int as layer_version, now() as layer_changed) /*from]*/ s where s.layer_ref = @ref::text
