package postgres_test

import (
	"fmt"
	"strings"
	"testing"

	"landbank/geo/geotest"
)

// alterations says how a superuser alters a column, by its type.
var alterations = map[string]string{
	"bigint": "coalesce(%[1]s, 0) + 1000000", "integer": "%[1]s + 7000", "text": "coalesce(%[1]s, '') || 'x'", "boolean": "not %[1]s",
	"timestamp with time zone": "%[1]s + interval '1 us'", "json": "coalesce(overlay(%[1]s::text placing '{ ' from 1 for 1), '{}')::json",
	"bytea": "set_byte(%[1]s, 5, get_byte(%[1]s, 5) # 1)", "USER-DEFINED": "ST_Translate(%[1]s, 1e-7, 0)",
}

// Whatever is altered, removed, inserted or swapped, wherever it stands: it is
// found, and the first revision that does not fit is the first that is named.
func TestVerifyFindsAnyTampering(t *testing.T) {
	t.Parallel()
	for seed := range uint64(2) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			c := told(t, seed, 40)
			c.holdsTogether()
			c.run("create table kept as select * from revision; alter table revision disable trigger user")
			last := ask[int64](c.desk, "select max(seq) from revision")
			random := geotest.Source(seed + 100)
			somewhere := func() int64 { return 1 + random.Int64N(last) }
			for _, column := range c.texts(`select column_name || '|' || data_type from information_schema.columns where table_name = 'revision'`) {
				name, kind, _ := strings.Cut(column, "|")
				seq := somewhere()
				c.tampered(fmt.Sprintf("%s altered at %d of %d", name, seq, last), seq, 0,
					fmt.Sprintf("update revision set %s = "+alterations[kind]+" where seq = %d", `"`+name+`"`, seq))
			}
			for i := range 6 {
				seq, other := somewhere(), somewhere()
				if i == 0 {
					seq, other = 1, last
				}
				c.tampered(fmt.Sprintf("%d removed of %d", seq, last), seq, 0, fmt.Sprintf("delete from revision where seq = %d", seq))
				c.tampered(fmt.Sprintf("one inserted after %d of %d", seq, last), seq+1, 1, inserted(seq))
				if seq != other {
					c.tampered(fmt.Sprintf("%d and %d swapped", seq, other), min(seq, other), 0, fmt.Sprintf(`
						update revision set seq = -seq where seq in (%[1]d, %[2]d);
						update revision set seq = case seq when -%[1]d then %[2]d else %[1]d end where seq < 0`, seq, other))
				}
			}
			c.holdsTogether()
		})
	}
}

// inserted makes room after a revision and puts a forged one there that fits
// the one before it; with the next one the chain breaks.
func inserted(seq int64) string {
	return fmt.Sprintf(`
		update revision set seq = -(seq + 1) where seq > %[1]d;
		update revision set seq = -seq where seq < 0;
		with forged as (
			select site_id, ref, 1000 as version, at, actor, action, lifecycle, review, published, territory, source, batch_id, reason, changes,
				document, geom, record_digest, prose_digest, hash as prev_hash, ledger_digest(%[1]d + 1, site_id, ref, 1000, at, actor, action,
				lifecycle, review, published, territory, source, batch_id, record_digest, prose_digest) as digest
			from revision where seq = %[1]d)
		insert into revision (seq, site_id, ref, version, at, actor, action, lifecycle, review, published, territory, source, batch_id, reason,
			changes, document, geom, record_digest, prose_digest, digest, prev_hash, hash)
		select %[1]d + 1, site_id, ref, version, at, actor, action, lifecycle, review, published, territory, source, batch_id, reason, changes,
			document, geom, record_digest, prose_digest, digest, prev_hash, sha256(prev_hash || digest) from forged`, seq)
}

// tampered runs what a superuser did, expects that verify names the revision
// (or one of so many after it) first, and puts everything back.
func (c *chronicle) tampered(what string, seq, slack int64, sql string) {
	c.t.Helper()
	c.run(sql)
	found, err := c.store.Verify(c.t.Context())
	switch {
	case err != nil:
		c.t.Fatalf("%s: %v", what, err)
	case len(found.Breaks) == 0:
		c.t.Errorf("%s: not found", what)
	case found.Breaks[0].Seq < seq || found.Breaks[0].Seq > seq+slack:
		c.t.Errorf("%s: found %+v first", what, found.Breaks[0])
	}
	c.run("truncate revision; insert into revision select * from kept")
}
