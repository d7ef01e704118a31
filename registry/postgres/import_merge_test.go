package postgres_test

import (
	"maps"
	"strings"
	"testing"

	"landbank/geo"
	"landbank/registry"
)

// edited changes the draft of a site at the desk.
func (d *desk) edited(key string, change func(*registry.Edit)) registry.Entry {
	d.t.Helper()
	ok := must[registry.Entry](d.t)
	site := ok(d.store.Entry(d.t.Context(), editor, ask[string](d, "select ref from site where source_key = $1", key)))
	edit := registry.Edit{Record: site.Record, Shape: d.shapeOf(key)}
	change(&edit)
	return ok(d.store.Update(d.t.Context(), editor, site.Ref, site.Version, edit))
}

func (d *desk) shapeOf(key string) geo.Shape {
	d.t.Helper()
	outline := ask[[]byte](d, "select ST_AsEWKB(r.geom, 'NDR') from site s join revision r on r.seq = s.head_seq where s.source_key = $1", key)
	shape, _, err := new(geo.Parser).EWKB(outline)
	if err != nil {
		d.t.Fatal(err)
	}
	return shape
}

// brought publishes the draft of a site.
func (d *desk) brought(site registry.Entry) {
	d.t.Helper()
	ok := must[registry.Entry](d.t)
	sent := ok(d.store.Act(d.t.Context(), editor, site.Ref, site.Version, registry.Act{Action: registry.ActSubmit}))
	ok(d.store.Act(d.t.Context(), reviewer, site.Ref, sent.Version, registry.Act{Action: registry.ActPublish, Waivers: waived(site.Findings)}))
}

// both is what the newest record and the public say of kind, address and usable area.
func (d *desk) both(key string) string {
	d.t.Helper()
	return ask[string](d, `select concat_ws(' ', s.kind, coalesce(s.address, '-'), coalesce(s.area_usable_m2::text, '-'), '/', p.kind, coalesce(p.address, '-'),
		coalesce(p.area_usable_m2::text, '-'), s.review) from site s left join site_public p using (id) where s.source_key = $1`, key)
}

func with(kind, address string, usable float64) func(*registry.Row) {
	return func(r *registry.Row) {
		r.Record.Kind, r.Record.Address = kind, address
		if usable > 0 {
			r.Record.Area.UsableM2 = num(usable)
		}
	}
}

func TestImportsMergeWithWhatStaffHaveWritten(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.imported(job(), plot(1, "a", with("brownfield", "", 0)), plot(2, "b"))
	d.brought(d.edited("a", func(e *registry.Edit) {
		e.Record.Address, e.Record.Internal.Note = "Mill Lane 1", "ask the owner"
	}))
	step := func(name string, row registry.Row, want [4]int64, says string) registry.ImportResult {
		t.Helper()
		got := d.imported(job(), row)
		if counts(got) != want || d.both("a") != says {
			t.Errorf("%s: %v, %q; want %v, %q", name, counts(got), d.both("a"), want, says)
		}
		return got
	}
	step("nothing new", plot(1, "a", with("brownfield", "", 0)), [4]int64{0, 0, 1, 0}, "brownfield Mill Lane 1 - / brownfield Mill Lane 1 -")
	first := step("another kind", plot(1, "a", with("building", "", 0)), [4]int64{0, 1, 0, 0}, "building Mill Lane 1 - / building Mill Lane 1 -")
	step("the same", plot(1, "a", with("building", "", 0)), [4]int64{0, 0, 1, 0}, "building Mill Lane 1 - / building Mill Lane 1 -")

	var told []registry.Issue
	j := job()
	j.Warned = func(i registry.Issue) error {
		if i.Rule == registry.Clashing {
			told = append(told, i)
		}
		return nil
	}
	sight := d.sight()
	clash := d.imported(j, plot(1, "a", with("building", "Quay 7", 900)))
	if counts(clash) != [4]int64{0, 1, 0, 0} || clash.ByRule[registry.Clashing] != 1 {
		t.Errorf("a clash: %v, %v", counts(clash), clash.ByRule)
	}
	if got := d.both("a"); got != "building Mill Lane 1 900 / building Mill Lane 1 - draft" {
		t.Errorf("a clash: %q, want the rest merged and nothing published", got)
	}
	if len(told) != 1 || told[0].Rule != registry.Clashing || told[0].Field != "address" || told[0].Raw != "Mill Lane 1" || told[0].Proposed != "Quay 7" {
		t.Errorf("a clash: told %+v", told)
	}
	step("the clash was told", plot(1, "a", with("building", "Quay 7", 900)), [4]int64{0, 0, 1, 0}, "building Mill Lane 1 900 / building Mill Lane 1 - draft")
	// Somebody's draft stands beside the published version: nothing is published into it.
	last := step("into a draft", plot(1, "a", with("free_land", "Quay 7", 900)), [4]int64{0, 1, 0, 0}, "free_land Mill Lane 1 900 / building Mill Lane 1 - draft")
	if got := ask[string](d, `select r.document -> 'internal' ->> 'note' from site s join revision r on r.seq = s.head_seq where s.source_key = 'a'`); got != "ask the owner" {
		t.Errorf("what is internal became %q", got)
	}
	// Taken back, the last one first, everything is as it was, and the base of
	// the next merge too.
	d.undone(last.Batch)
	d.undone(clash.Batch)
	if now := d.sight(); !maps.Equal(now, sight) {
		t.Errorf("after the undo: %s", firstDifference(sight, now))
	}
	step("after the undo", plot(1, "a", with("building", "", 0)), [4]int64{0, 0, 1, 0}, "building Mill Lane 1 - / building Mill Lane 1 -")
	step("again", plot(1, "a", with("building", "Quay 7", 900)), [4]int64{0, 1, 0, 0}, "building Mill Lane 1 900 / building Mill Lane 1 - draft")
	if first.Batch == 0 {
		t.Error("no batch")
	}
}

func TestWhatTheSourceTakesOverIsNoClashLater(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.imported(job(), plot(1, "a", with("brownfield", "Old", 0)))
	d.brought(d.edited("a", func(e *registry.Edit) { e.Record.Address = "New" }))
	if got := d.imported(job(), plot(1, "a", with("brownfield", "New", 0))); counts(got) != [4]int64{0, 0, 1, 0} || len(got.ByRule) > 0 {
		t.Errorf("the register takes the edit over: %v, %v", counts(got), got.ByRule)
	}
	if got := d.imported(job(), plot(1, "a", with("brownfield", "Newer", 0))); counts(got) != [4]int64{0, 1, 0, 0} || len(got.ByRule) > 0 {
		t.Errorf("and changes it: %v, %v", counts(got), got.ByRule)
	}
	if got := d.both("a"); got != "brownfield Newer - / brownfield Newer -" {
		t.Errorf("it is %s", got)
	}
}

func TestAReservationOutlivesAnImport(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	available := func(r *registry.Row) { r.Record.Availability = "available" }
	d.imported(job(), plot(1, "a", available))
	site := must[registry.Entry](t)(d.store.Entry(t.Context(), editor, ask[string](d, "select ref from site")))
	must[registry.Entry](t)(d.store.Act(t.Context(), editor, site.Ref, site.Version, registry.Act{Action: registry.ActReserve, Until: registry.NewDate(2099, 1, 1), For: "Plant Ltd"}))
	d.imported(job(), plot(1, "a", available, with("building", "", 0)))
	got := ask[string](d, `select concat_ws(' ', p.kind, p.availability, p.lifecycle, r.document ->> 'reserved_until', r.document -> 'internal' ->> 'reserved_for')
		from site_public p join revision r on r.seq = p.revision_seq`)
	if got != "building reserved reserved 2099-01-01 Plant Ltd" {
		t.Errorf("after the import it is %s", got)
	}
}

func TestOutlinesAreMergedInTheSystemOfTheRegistry(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	// About 50 by 50 m near Kyiv, in metres.
	metres := func(east float64, usable float64) registry.Row {
		return plot(1, "a", with("brownfield", "", usable), inPlace(ring(32636, 300000+east, 5590000, 300050+east, 5590000, 300050+east, 5590050, 300000+east, 5590050, 300000+east, 5590000)))
	}
	d.imported(job(), metres(0, 0))
	moved := square(30.5, 50.4, 0.001)
	d.brought(d.edited("a", func(e *registry.Edit) { e.Shape = moved }))
	if got := d.imported(job(), metres(0, 800)); counts(got) != [4]int64{0, 1, 0, 0} || len(got.ByRule) > 0 {
		t.Errorf("the register changes something else: %v, %v", counts(got), got.ByRule)
	}
	if !d.shapeOf("a").Equal(moved) || d.both("a") != "brownfield - 800 / brownfield - 800" {
		t.Errorf("it lies at %v and is %s", d.shapeOf("a").Bounds(), d.both("a"))
	}
	got := d.imported(job(), metres(500, 800))
	if counts(got) != [4]int64{0, 0, 1, 0} || got.ByRule[registry.Clashing] != 1 || !d.shapeOf("a").Equal(moved) {
		t.Errorf("both moved it: %v, %v, it lies at %v", counts(got), got.ByRule, d.shapeOf("a").Bounds())
	}
	if field := ask[string](d, "select field from import_issue where batch_id = $1 and rule = 'clash'", got.Batch); field != "geometry" {
		t.Errorf("the clash is about %s", field)
	}
}

func TestAMergeThatContradictsItselfIsRejected(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.imported(job(), plot(1, "a"))
	d.brought(d.edited("a", func(e *registry.Edit) { e.Shape = square(30.01, 48, 0.0005) })) // a quarter of the area
	var rejected []registry.RejectedRow
	j := job()
	told := map[string]registry.RowOutcome{}
	j.Outcome = outcomes(told)
	j.Rejected = func(r registry.RejectedRow) error { rejected = append(rejected, r); return nil }
	size := ask[float64](d, "select ST_Area(geom::geography) from revision where seq = 1")
	got := d.imported(j, plot(1, "a", func(r *registry.Row) { r.Record.Area.DeclaredM2 = num(size) }))
	if counts(got) != [4]int64{0, 0, 0, 1} || len(rejected) != 1 || rejected[0].Raw[0].Value != "a" || !strings.Contains(rejected[0].Issues[0].Message, "% apart") {
		t.Errorf("%v, %+v", counts(got), rejected)
	}
	if told["a"].State != registry.RowInvalid || len(told["a"].Issues) == 0 {
		t.Errorf("told %+v", told["a"])
	}
}
