package postgres_test

import (
	"errors"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"landbank/registry"
)

// admin may do everything.
var admin = registry.Principal{ID: "user:9", Grants: []registry.Grant{{Role: registry.Admin}}}

// personal fills a content with a person's data.
func personal(r *registry.Record) {
	r.Names = registry.Text{"uk": "Садиба Петренко", "en": "Yard"}
	r.Contact = registry.Contact{Organisation: "Council", Email: "olena.petrenko@example.org", Phone: "+380501112233"}
	r.Internal.Note = "owner says no"
	r.Extra = map[string]string{"mail": "olena.petrenko@example.org"}
	r.Parcels = []registry.Parcel{{CadastralNumber: "1410300000:01:001:0001", Owner: registry.Owner{Kind: "natural", Name: "Olena Petrenko"}}}
}

// dumped is all that the database holds, as text.
func (d *desk) dumped() string {
	d.t.Helper()
	dump, err := exec.CommandContext(d.t.Context(), pgDump(d.t), "--data-only", "--dbname", d.url).Output()
	if err != nil {
		d.t.Fatalf("pg_dump: %v", err)
	}
	return string(dump)
}

// pgDump finds the program where Debian puts it.
func pgDump(t testing.TB) string {
	t.Helper()
	path, err := exec.LookPath("pg_dump")
	if err != nil {
		t.Fatalf("pg_dump is needed: install postgresql-client (%v)", err)
	}
	return path
}

func TestErasedDataIsNowhere(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := t.Context()
	private := plot(1, "a", func(r *registry.Row) { personal(&r.Record) })
	d.imported(job(), private)
	private.Record.Contact.Phone = "+380509998877"
	broken := private // the same row comes again and is rejected, so that the import keeps it as it was
	broken.Issues = []registry.Issue{{Line: 1, Rule: "V-01", Severity: registry.Error, Field: "contact.email", Raw: "olena.petrenko@example.org", Message: "olena.petrenko@example.org is no number"}}
	broken.Raw = []registry.RawValue{{Column: "mail", Value: "olena.petrenko@example.org"}, {Column: "who", Value: "Садиба Петренко"}}
	d.imported(job(), broken)
	d.imported(job(), private)
	ref := ask[string](d, "select ref from site")
	now := must[registry.Entry](t)(d.store.Entry(ctx, editor, ref))
	edit := registry.Edit{Record: now.Record, Shape: private.Shape, Reason: "olena.petrenko@example.org wrote"}
	edit.Record.Address = "elsewhere"
	must[registry.Entry](t)(d.store.Update(ctx, editor, ref, now.Version, edit))
	sealed, key := d.sealed()
	before := d.revisions()
	instant := before[0]

	paths := []string{"contact.email", "contact.phone", "names.uk", "parcels[*].owner", "internal", "extra.mail"}
	if _, err := d.store.Erase(ctx, reviewer, ref, registry.Erasure{Paths: paths, Reason: "asked for"}); !errors.Is(err, registry.ErrForbidden) {
		t.Errorf("a reviewer erases: %v", err)
	}
	for _, e := range []registry.Erasure{{Paths: paths}, {Reason: "x"}, {Paths: []string{"kind"}, Reason: "x"}, {Paths: []string{"contact.role"}, Reason: "x"},
		{Paths: paths, Reason: "Olena Petrenko asked"}} {
		if _, err := d.store.Erase(ctx, admin, ref, e); !errors.Is(err, registry.ErrConflict) {
			t.Errorf("%+v: %v", e, err)
		}
	}
	done, err := d.store.Erase(ctx, admin, ref, registry.Erasure{Paths: paths, Reason: "asked for by who it is about"})
	if err != nil {
		t.Fatal(err)
	}
	// One for the published record, one for the draft beside it.
	if done.Seq != 5 || !slices.Equal(done.Revisions, []int64{1, 2, 3}) || len(done.Remaining) > 0 || done.Imported == 0 {
		t.Errorf("done %+v", done)
	}
	dump := d.dumped()
	for _, text := range []string{"olena.petrenko", "+380501112233", "+380509998877", "Садиба", "Olena Petrenko", "owner says no"} {
		if at := strings.Index(dump, text); at >= 0 {
			t.Errorf("%s is still there: …%.200s", text, dump[max(0, at-100):])
		}
	}
	if !strings.Contains(dump, "Council") || !strings.Contains(dump, "elsewhere") {
		t.Error("more was erased than asked for")
	}
	d.holdsTogether()
	if found, err := d.store.CheckSeals(ctx, sealed, key); err != nil || len(found) > 0 {
		t.Errorf("the seals do not hold: %v (%v)", found, err)
	}
	verified, err := d.store.Verify(ctx)
	if err != nil || len(verified.Erasures) != 1 || verified.Erasures[0].Revisions != 3 || verified.Erasures[0].Seq != 5 {
		t.Errorf("verified %+v (%v)", verified, err)
	}
	for i, r := range d.revisions()[:3] {
		if string(r.hash) != string(before[i].hash) || string(r.record) != string(before[i].record) {
			t.Errorf("revision %d has other digests than before", r.seq)
		}
	}
	m := must[registry.Past](t)(d.store.PastAt(ctx, timeOf(instant.at)))
	then := must[registry.Detail](t)(d.store.SiteAt(ctx, m, ref))
	if then.Record.Contact.Email != "" || then.Record.Contact.Organisation != "Council" || m.Erased != 5 {
		t.Errorf("as it was: %+v, %+v", then.Record.Contact, m)
	}
	if seen := must[registry.Detail](t)(d.store.Site(ctx, ref)); seen.Record.Contact.Email != "" || seen.Record.Names["en"] != "Yard" {
		t.Errorf("the public sees %+v", seen.Record)
	}
}

// Nobody, not even who may erase, writes anything else into a revision, and
// verify sees what a superuser does under the name of an erasure.
func TestAnErasureIsNoLicence(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.imported(job(), plot(1, "a", func(r *registry.Row) { personal(&r.Record) }), plot(2, "b"))
	ref := ask[string](d, "select ref from revision where seq = 1")
	for _, path := range []string{"contact.email", "names.uk"} { // one after the other
		if _, err := d.store.Erase(t.Context(), admin, ref, registry.Erasure{Paths: []string{path}, Reason: "asked for"}); err != nil {
			t.Fatal(err)
		}
		d.holdsTogether()
	}
	if got := ask[int64](d, "select erased_by from revision where seq = 3"); got != 4 {
		t.Errorf("the first erasure is rewritten by %d, want the second", got)
	}
	for _, sql := range []string{
		"update revision set erased_by = 4, document = '{}' where seq = 1",
		"update revision set erased_by = 4 where seq = 2",
		"update revision set erased_by = 3 where seq = 1",
		"update revision set erased_by = 4, geom = ST_Translate(geom, 1, 0) where seq = 1",
		"update revision set erased_by = 4, actor = 'x' where seq = 1",
		"update revision set erased_by = null where seq = 1",
	} {
		_, err := d.conn.Exec(t.Context(), sql)
		var refused *pgconn.PgError
		if !errors.As(err, &refused) || refused.Code != "23001" {
			t.Errorf("%s: got %v, want it refused", sql, err)
		}
	}
	d.run("create table kept as select * from revision; alter table revision disable trigger user")
	for sql, seq := range map[string]int64{
		`update revision set document = '{"kind":"building"}' where seq = 1`:                    1,
		"update revision set reason = 'x' where seq = 1":                                        1,
		"update revision set geom = ST_Translate(geom, 1, 0) where seq = 1":                     1,
		"update revision set erased_by = 4, document = '{}' where seq = 2":                      2,
		"update revision set erased_by = null where seq = 1":                                    1,
		"update revision set erased_by = 3 where seq = 1":                                       1,
		`update revision set changes = '{"erased": {"after": {"revisions": 7}}}' where seq = 4`: 1,
	} {
		d.run(sql)
		found, err := d.store.Verify(t.Context())
		if err != nil || len(found.Breaks) == 0 || found.Breaks[0].Seq != seq {
			t.Errorf("%s: found %+v (%v)", sql, found.Breaks, err)
		}
		d.run("truncate revision; insert into revision select * from kept")
	}
	d.holdsTogether()
}
