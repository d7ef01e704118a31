package postgres_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"landbank/registry"
)

// storied is a desk whose ledger has some revisions of every kind that an
// import makes.
func storied(t *testing.T) *desk {
	d := newDesk(t)
	d.imported(job(), plot(1, "a"), plot(2, "b", func(r *registry.Row) {
		r.Record.Offers, r.Record.Utilities = []registry.Offer{{Mode: "lease"}}, []registry.Utility{{Network: "gas"}}
	}), plot(3, "c", inPlace(at(31, 49))))
	draft := job()
	draft.Publish = false
	d.imported(draft, plot(4, "d"), plot(1, "a", func(r *registry.Row) { r.Record.Kind = "building" }))
	d.imported(job(), plot(4, "d"), plot(2, "b", func(r *registry.Row) {
		r.Record.Offers, r.Record.Utilities = []registry.Offer{{Mode: "lease"}}, []registry.Utility{{Network: "gas"}}
	}, inPlace(square(32, 48, 0.002))))
	return d
}

// revision is one row of the ledger as text and bytes.
type revision struct {
	seq, siteID, version, at int64
	ref, actor, action       string
	lifecycle                string
	published                bool
	review, territory        *string
	reason, source           *string
	batch                    *int64
	changes, document        *string
	geom                     []byte
	record, prose, digest    []byte
	prev, hash               []byte
}

func (d *desk) revisions() []revision {
	d.t.Helper()
	rows, err := d.conn.Query(d.t.Context(), `select seq, site_id, version, (extract(epoch from at) * 1000000)::bigint, ref, actor, action,
		lifecycle, review, published, territory, reason, source, batch_id, changes::text, document::text, ST_AsEWKB(geom, 'NDR'),
		record_digest, prose_digest, digest, prev_hash, hash
		from revision order by seq`)
	if err != nil {
		d.t.Fatal(err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (revision, error) {
		var r revision
		return r, row.Scan(&r.seq, &r.siteID, &r.version, &r.at, &r.ref, &r.actor, &r.action, &r.lifecycle, &r.review, &r.published, &r.territory, &r.reason, &r.source,
			&r.batch, &r.changes, &r.document, &r.geom, &r.record, &r.prose, &r.digest, &r.prev, &r.hash)
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return list
}

// jsonOr gives a value as JSON, null for nil.
func jsonOr[T any](v *T) string {
	if v == nil {
		return "null"
	}
	text, err := json.Marshal(*v)
	if err != nil {
		panic(err) // numbers and texts have a JSON form
	}
	return string(text)
}

// The chain is recomputed here from its description alone, not by the SQL that
// made it: what an outsider would do with a copy of the ledger.
func TestTheChainCanBeRecomputedByAnybody(t *testing.T) {
	t.Parallel()
	d := storied(t)
	list := d.revisions()
	if len(list) < 7 {
		t.Fatalf("only %d revisions", len(list))
	}
	hash := sha256.Sum256([]byte("landbank ledger"))
	for i, r := range list {
		document := sha256.Sum256([]byte(*r.document))
		record := sha256.Sum256(append(document[:], r.geom...))
		changes := "null"
		if r.changes != nil {
			changes = *r.changes
		}
		prose := sha256.Sum256(fmt.Appendf(nil, "[%s, %s]", jsonOr(r.reason), changes))
		header := fmt.Sprintf("[%d, %d, %s, %d, %d, %s, %s, %s, %s, %t, %s, %s, %s]", r.seq, r.siteID, jsonOr(&r.ref), r.version, r.at,
			jsonOr(&r.actor), jsonOr(&r.action), jsonOr(&r.lifecycle), jsonOr(r.review), r.published, jsonOr(r.territory),
			jsonOr(r.source), jsonOr(r.batch))
		digest := sha256.Sum256(slices.Concat([]byte(header), record[:], prose[:]))
		if r.seq != int64(i+1) {
			t.Fatalf("revision %d stands at place %d", r.seq, i+1)
		}
		if !bytes.Equal(r.record, record[:]) || !bytes.Equal(r.prose, prose[:]) || !bytes.Equal(r.digest, digest[:]) || !bytes.Equal(r.prev, hash[:]) {
			t.Fatalf("revision %d: digests differ from those recomputed of\n%s", r.seq, header)
		}
		hash = sha256.Sum256(append(hash[:], digest[:]...))
		if !bytes.Equal(r.hash, hash[:]) {
			t.Fatalf("revision %d: another hash", r.seq)
		}
	}
	if head := ask[[]byte](d, "select hash from ledger_head"); !bytes.Equal(head, hash[:]) {
		t.Error("the head has another hash than the last revision")
	}
	found, err := d.store.Verify(t.Context())
	if err != nil || !bytes.Equal(found.Head, hash[:]) || found.Revisions != int64(len(list)) || found.Sites != 4 || found.Published != 4 {
		t.Errorf("verified %+v (%v)", found, err)
	}
}

func TestTheLedgerOnlyGrows(t *testing.T) {
	t.Parallel()
	d := storied(t)
	for _, sql := range []string{
		"update revision set actor = 'somebody else' where seq = 2",
		"delete from revision where seq = 7",
		"truncate revision",
		"delete from site where id = 1",
		"truncate site cascade",
	} {
		_, err := d.conn.Exec(t.Context(), sql)
		var refused *pgconn.PgError
		if !errors.As(err, &refused) || refused.Code != "23001" {
			t.Errorf("%s: got %v, want it refused", sql, err)
		}
	}
	d.holdsTogether()
}

func TestVerifyFindsWhatASuperuserDid(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, sql string
		seq       int64
		says      string
	}{
		{"altered actor", "update revision set actor = 'somebody else' where seq = 3", 3, "the entry was altered"},
		{"altered time", "update revision set at = at + interval '1 us' where seq = 5", 5, "the entry was altered"},
		{"altered document", `update revision set document = replace(document::text, 'brownfield', 'free_land')::json where seq = 2`, 2, "the record or its outline was altered"},
		{"altered changes", `update revision set changes = '{}' where seq = 5`, 5, "its reason or its changes were altered"},
		{"altered state", "update revision set lifecycle = 'reserved' where seq = 3", 3, "the entry was altered"},
		{"hidden by a false erasure", `update revision set document = '{}', erased_by = 4 where seq = 2`, 2, "erased"},
		{"reformatted document", `update revision set document = document::jsonb::json where seq = 2`, 2, "the record or its outline was altered"},
		{"altered outline", "update revision set geom = ST_Translate(geom, 0.001, 0) where seq = 1", 1, "the record or its outline was altered"},
		{"altered document with its digest", `update revision set document = '{}', record_digest = record_digest('{}', geom) where seq = 2`, 2, "the entry was altered"},
		{"altered and digested anew", `update revision set actor = 'x', digest = ledger_digest(seq, site_id, ref, version, at, 'x', action, lifecycle, review, published, territory, source, batch_id, record_digest, prose_digest) where seq = 3`, 3, "its hash"},
		{"altered and hashed anew", `with new as (select seq, ledger_digest(seq, site_id, ref, version, at, 'x', action, lifecycle, review, published, territory, source, batch_id, record_digest, prose_digest) as digest from revision where seq = 3)
			update revision r set actor = 'x', digest = new.digest, hash = sha256(prev_hash || new.digest) from new where r.seq = new.seq`, 4, "does not follow"},
		{"removed", "delete from revision where seq = 4", 4, "revision 4 is missing"},
		{"several removed", "delete from revision where seq in (4, 5)", 4, "revisions 4 to 5 are missing"},
		{"last one removed", "delete from revision where seq = 7", 7, "the ledger ends with revision 6"},
		{"first one removed", "delete from revision where seq = 1", 1, "revision 1 is missing"},
		{"inserted at the end", `insert into revision (seq, site_id, ref, version, at, actor, action, lifecycle, review, published, territory, source, batch_id, reason, changes, document, geom, record_digest, prose_digest, digest, prev_hash, hash) select 8, site_id, ref, version + 5, at, actor, action, lifecycle, review, published, territory, source, batch_id, reason, changes, document, geom, record_digest, prose_digest, digest, hash, sha256(hash || digest) from revision where seq = 7`, 8, "the entry was altered"},
		{"inserted in front", `insert into revision (seq, site_id, ref, version, at, actor, action, lifecycle, review, published, territory, source, batch_id, reason, changes, document, geom, record_digest, prose_digest, digest, prev_hash, hash) select 0, site_id, ref, version + 5, at, actor, action, lifecycle, review, published, territory, source, batch_id, reason, changes, document, geom, record_digest, prose_digest, digest, prev_hash, hash from revision where seq = 1`, 0, "before the first"},
		{"swapped", "update revision set seq = case seq when 2 then -3 else -2 end where seq in (2, 3); update revision set seq = -seq where seq < 0", 2, "altered"},
		{"head set back", "update ledger_head set seq = 6, hash = (select hash from revision where seq = 6)", 7, "the ledger ends with revision 7"},
		{"head with another hash", "update ledger_head set hash = sha256('')", 8, "another hash"},
		{"everything removed", "delete from revision", 1, ""},
		{"site's record changed", "update site set record_digest = sha256('') where source_key = 'c'", 3, "not what its newest revision says"},
		{"site set back", "update site set head_seq = 1, version = 1 where source_key = 'a'", 5, "not what its newest revision says"},
		{"site's outline changed", "update surface set geom = ST_Translate(geom, 1, 0) where site_id = (select id from site where source_key = 'a')", 5, "place is not what"},
		{"site's point removed", "delete from point", 3, "place is not what"},
		{"public row removed", "delete from site_public where source_key = 'c'", 3, "the public does not see it"},
		{"public row of a draft", "update site_public set revision_seq = 5 where source_key = 'a'", 5, "another revision than"},
		{"public value changed", "update site_public set kind = 'free_land' where source_key = 'c'", 3, "another kind"},
		{"public date changed", "update site_public set checked_on = '2026-01-01' where source_key = 'c'", 3, "another checked_on"},
		{"public properties changed", `update site_public set properties = replace(properties, '"brownfield"', '"free_land"') where source_key = 'c'`, 3, "another properties"},
		{"public properties of the database changed", `update site_public set properties = replace(properties, '"published"', '"reserved"') where source_key = 'c'`, 3, "another properties"},
		{"public area changed", "update site_public set area_m2 = area_m2 + 1 where source_key = 'a'", 1, "another area_m2"},
		{"public size changed", "update site_public set area_measured_m2 = area_measured_m2 + 1 where source_key = 'a'", 5, "another size"},
		{"public label moved", "update site_public set longitude = longitude + 1 where source_key = 'c'", 3, "another size or place"},
		{"public drawing moved", "update site_public set geom_3857 = ST_Translate(geom_3857, 100, 0) where source_key = 'c'", 3, "another size or place"},
		{"public day changed", "update site_public set published_at = now() where source_key = 'c'", 3, "another source, territory or day"},
		{"site's text changed", "update site set address = 'elsewhere' where source_key = 'c'", 3, "does not say what"},
		{"site's first day changed", "update site set published_at = now() where source_key = 'c'", 3, "another time"},
		{"part removed", "delete from offer", 7, "the table offer"},
		{"part changed", "update utility set distance_m = 1", 7, "the table utility"},
		{"part added", "insert into parcel (site_id, position, owner) select id, 9, '{}' from site where source_key = 'c'", 3, "the table parcel"},
		{"public outline changed", "update site_public set geom = ST_Translate(geom, 1, 0) where source_key = 'c'", 3, "another outline"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := storied(t)
			d.run("alter table revision disable trigger user")
			d.run(c.sql)
			found, err := d.store.Verify(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if len(found.Breaks) == 0 || found.Breaks[0].Seq != c.seq || !strings.Contains(found.Breaks[0].Reason, c.says) {
				t.Errorf("found %+v, want revision %d first: %s", found.Breaks, c.seq, c.says)
			}
		})
	}
}
