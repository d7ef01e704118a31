package postgres_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"landbank/geo"
	"landbank/registry"
)

// box is the outline of a territory as GeoJSON.
func box(west, south, east, north float64) json.RawMessage {
	return json.RawMessage(fmt.Sprintf(`{"type":"Polygon","coordinates":[[[%[1]v,%[2]v],[%[3]v,%[2]v],[%[3]v,%[4]v],[%[1]v,%[4]v],[%[1]v,%[2]v]]]}`,
		west, south, east, north))
}

func unit(code, parent, prefix string, level int, geometry json.RawMessage) registry.TerritoryRow {
	return registry.TerritoryRow{RefPrefix: prefix, Geometry: geometry, Territory: registry.Territory{Code: code, Scheme: "test",
		Level: level, Parent: parent, Names: registry.Text{"uk": "Територія " + code, "en": "Territory " + code}}}
}

// country has two regions and a town in the first; the regions lie west and east of 31°.
func country() []registry.TerritoryRow {
	return []registry.TerritoryRow{
		unit("town", "west", "", 3, box(30, 48, 30.5, 48.5)), // before its parents
		unit("land", "", "LAND", 0, box(25, 45, 35, 52)),
		unit("west", "land", "WST", 1, box(25, 45, 31, 52)),
		unit("east", "land", "", 1, box(31, 45, 35, 52)),
	}
}

func (d *desk) put(rows ...registry.TerritoryRow) {
	d.t.Helper()
	if err := d.store.PutTerritories(d.t.Context(), rows); err != nil {
		d.t.Fatal(err)
	}
}

func inPlace(shape geo.Shape) func(*registry.Row) {
	return func(r *registry.Row) { r.Shape = shape }
}

func TestReferencesComeFromTheTerritory(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.put(country()...)
	j := job()
	j.RefPrefix = "JOB"
	d.imported(j, plot(1, "town", inPlace(at(30.2, 48.2))), plot(2, "east", inPlace(at(33, 48))), plot(3, "abroad", inPlace(at(40, 48))),
		plot(4, "west", inPlace(at(27, 48))))
	j.RefPrefix = ""
	d.imported(j, plot(1, "nowhere", inPlace(at(41, 48))), plot(2, "west again", inPlace(at(28, 48))))
	year := ask[string](d, "select extract(year from now() at time zone 'utc')::text")
	want := map[string]string{
		"town": "WST-" + year + "-0001", "west": "WST-" + year + "-0002", "west again": "WST-" + year + "-0003",
		"east": "LAND-" + year + "-0001", "abroad": "JOB-" + year + "-0001", "nowhere": "LB-" + year + "-0001",
	}
	for key, ref := range want {
		if got := ask[string](d, "select ref from site where source_key = $1", key); got != ref {
			t.Errorf("%s has reference %s, want %s", key, got, ref)
		}
	}
}

func TestNumbersBeyondFourDigitsGrow(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.run("insert into ref_counter (prefix, year, last) values ('LB', extract(year from now() at time zone 'utc'), 9998)")
	d.imported(job(), plot(1, "a"), plot(2, "b"))
	if got := ask[string](d, "select string_agg(split_part(ref, '-', 3), ' ' order by id) from site"); got != "9999 10000" {
		t.Errorf("numbers %s, want 9999 10000", got)
	}
}

func TestARowThatBringsItsReferenceIsThatSite(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.imported(job(), plot(1, "a"), plot(2, "b"))
	ref := ask[string](d, "select ref from site where source_key = 'a'")
	named := func(ref string) func(*registry.Row) { return func(r *registry.Row) { r.Record.Ref = ref } }
	own := job()
	own.Source = registry.Source{Code: "landbank", Name: "Landbank"}

	if got := d.imported(own, plot(1, "a", named(ref), func(r *registry.Row) { r.SourceKey = "anything" })); counts(got) != [4]int64{0, 0, 1, 0} {
		t.Errorf("the same record by its reference: %v, want unchanged", counts(got))
	}
	edited := plot(1, "anything", named(ref), func(r *registry.Row) { r.Record.Kind = "building" })
	if got := d.imported(own, edited); counts(got) != [4]int64{0, 1, 0, 0} {
		t.Errorf("another record by its reference: %v, want updated", counts(got))
	}
	if got := ask[string](d, "select source || ' ' || source_key || ' ' || kind from site_public where ref = $1", ref); got != "register a building" {
		t.Errorf("the site became %s, want its source and key kept", got)
	}
	if got := d.imported(own, plot(2, "new", named("KRM-2024-0042"))); counts(got) != [4]int64{1, 0, 0, 0} {
		t.Errorf("a new reference: %v, want created", counts(got))
	}
	if got := ask[string](d, "select ref from site where source_key = 'new'"); got != "KRM-2024-0042" {
		t.Errorf("created as %s, want the reference that it brought", got)
	}
	if got := ask[int64](d, "select last from ref_counter where prefix = 'KRM' and year = 2024"); got != 42 {
		t.Errorf("the next number would follow %d, want 42", got)
	}
	var messages []string
	own.Rejected = func(row registry.RejectedRow) error { messages = append(messages, row.Issues[0].Message); return nil }
	if got := d.imported(own, plot(1, "new", named("KRM-2024-0043"))); counts(got) != [4]int64{0, 0, 0, 1} || !strings.Contains(messages[0], "belongs to KRM-2024-0042") {
		t.Errorf("a key with another reference: %v %q, want it rejected", counts(got), messages)
	}
	got := d.imported(own, plot(1, "one", named("KRM-2024-0050")), plot(2, "two", named("KRM-2024-0050")), plot(3, "new", named("KRM-2024-0042")), plot(4, "new"))
	if counts(got) != [4]int64{1, 1, 0, 2} {
		t.Errorf("a reference and a site twice in a file: %v, want two rows rejected", counts(got))
	}
}

func TestAnExportWithoutExtraMembersIsUnchanged(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	row := plot(1, "a", func(r *registry.Row) { r.Record.Extra = map[string]string{"planner's note": "ask again"} })
	d.imported(job(), row)
	row.Record.Extra = nil
	row.Record.Ref = ask[string](d, "select ref from site")
	if got := d.imported(job(), row); counts(got) != [4]int64{0, 0, 1, 0} {
		t.Errorf("own export read back: %v, want unchanged", counts(got))
	}
}

func TestTheSameFileNeitherUndoesNorPublishesAnEdit(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	file := plot(1, "a")
	d.imported(job(), file)
	said := ask[[]byte](d, "select source_digest from site")
	draft := job()
	draft.Publish = false
	d.imported(draft, plot(1, "a", func(r *registry.Row) {
		r.Record.Ref = ask[string](d, "select ref from site")
		r.Record.Kind = "building"
	}))
	d.run("update site set source_digest = $1", said) // the edit was not the source's
	if got := d.imported(job(), file); counts(got) != [4]int64{0, 0, 1, 0} {
		t.Errorf("the same file over an edit: %v, want unchanged", counts(got))
	}
	if got := ask[string](d, "select s.kind || ' ' || p.kind from site s join site_public p using (id)"); got != "building brownfield" {
		t.Errorf("edit and public are %s, want the edit kept and unpublished", got)
	}
	if got := d.imported(job(), plot(1, "a", func(r *registry.Row) { r.Record.Kind = "free_land" })); counts(got) != [4]int64{0, 1, 0, 0} {
		t.Errorf("another file over an edit: %v, want updated", counts(got))
	}
}

func TestTerritoryIsFoundByTheOutline(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	rows := []registry.Row{plot(1, "a", inPlace(square(30.2, 48.2, 0.001))), plot(2, "b", inPlace(at(40, 40)))}
	d.imported(job(), rows...)
	if ask[bool](d, "select bool_or(territory is not null) from site_public") {
		t.Error("a territory was found where there is none")
	}
	d.put(country()...)
	if got := d.imported(job(), rows...); counts(got) != [4]int64{0, 1, 1, 0} {
		t.Errorf("the same file once there are territories: %v, want one site placed anew", counts(got))
	}
	if got := ask[string](d, "select territory || ' in ' || territories::text from site_public where source_key = 'a'"); got != "town in {land,west,town}" {
		t.Errorf("placed in %s", got)
	}
	if got := ask[string](d, "select after #>> '{}' from change where path = 'territory'"); got != "town" {
		t.Errorf("the ledger says territory %s", got)
	}
	if got := d.imported(job(), rows...); counts(got) != [4]int64{0, 0, 2, 0} {
		t.Errorf("and again: %v, want unchanged", counts(got))
	}
}

func TestTerritoryThatTheSourceNamesStands(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.put(country()...)
	named := func(code string) func(*registry.Row) {
		return func(r *registry.Row) { r.Record.TerritoryCode = code }
	}
	var told []registry.Issue
	j := job()
	j.Warned = func(i registry.Issue) error { told = append(told, i); return nil }
	j.Scope = "land"
	d.imported(j,
		plot(1, "agrees", inPlace(at(30.2, 48.2)), named("west")),
		plot(2, "disagrees", inPlace(at(30.2, 48.3)), named("east")),
		plot(3, "unknown", inPlace(at(30.2, 48.1)), named("E07000223")),
		plot(4, "unknown abroad", inPlace(at(36, 48)), named("E07000223")))
	if len(told) != 2 || told[0].Line != 2 || told[1].Line != 4 || told[0].Rule != "V-03" {
		t.Fatalf("told %+v, want lines 2 and 4", told)
	}
	if !strings.Contains(told[0].Message, "outside east (Територія east) by about 59.") || !strings.Contains(told[1].Message, "outside land") {
		t.Errorf("told %q and %q, want the territory and the distance", told[0].Message, told[1].Message)
	}
	for key, want := range map[string]string{"agrees": "west {land,west}", "disagrees": "east {land,east}",
		"unknown": "town {land,west,town}", "unknown abroad": "E07000223 {E07000223}"} {
		if got := ask[string](d, "select territory || ' ' || territories::text from site_public where source_key = $1", key); got != want {
			t.Errorf("%s is in %s, want %s", key, got, want)
		}
	}
}

func TestNoSiteIsLargerThanItsTerritory(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.put(unit("village", "", "", 4, box(30, 48, 30.01, 48.01)))
	rows := []registry.Row{
		plot(1, "outline", inPlace(square(29.9, 47.9, 0.21))),
		plot(2, "declared", inPlace(at(30.005, 48.005)), func(r *registry.Row) { r.Record.Area.DeclaredM2 = num(2e6) }),
		plot(3, "fits", inPlace(at(30.005, 48.006)), func(r *registry.Row) { r.Record.Area.DeclaredM2 = num(1e5) }),
	}
	if got := d.imported(job(), rows...); counts(got) != [4]int64{1, 0, 0, 2} || got.ByRule["V-07"] != 2 {
		t.Errorf("%+v, want two rows rejected by V-07", got)
	}
}

func TestTheUnitAboveIsFoundByWhereAUnitLies(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	parents := func() string {
		return ask[string](d, `select coalesce(string_agg(t.code || '<' || coalesce(p.code, ''), ' ' order by t.code), '')
			from territory t left join territory p on p.id = t.parent_id`)
	}
	// From the lowest up, as nobody should: whatever comes later finds its place in between.
	d.put(unit("town", "", "", 3, box(30, 48, 31, 49)), unit("isle", "", "", 3, box(50, 48, 51, 49)))
	if got := parents(); got != "isle< town<" {
		t.Fatalf("alone: %s", got)
	}
	d.put(unit("land", "", "", 0, box(29, 47, 40, 52)))
	if got := parents(); got != "isle< land< town<land" {
		t.Fatalf("with the country: %s", got)
	}
	plan, err := d.store.TakeTerritories(t.Context(), registry.Operator, []registry.TerritoryRow{unit("west", "nowhere", "", 1, box(29, 47, 33, 52)),
		unit("east", "", "", 1, box(33, 47, 40, 52))}, true)
	if err != nil || plan.Found != 3 || plan.New != 2 || !slices.Equal(plan.Orphans, []string{"nowhere"}) || plan.Units[0].Parent != "land" {
		t.Errorf("tried: %+v (%v)", plan, err)
	}
	if got := parents(); got != "isle< land< town<land" {
		t.Errorf("after it was only tried: %s", got)
	}
	d.put(unit("west", "", "", 1, box(29, 47, 33, 52)), unit("east", "", "", 1, box(33, 47, 40, 52)))
	if got := parents(); got != "east<land isle< land< town<west west<land" {
		t.Errorf("with the regions: %s", got)
	}
	// What a file says stands, wherever the unit lies; a lower level does not take from a nearer one.
	d.put(unit("town", "east", "", 3, box(30, 48, 31, 49)), unit("land", "", "", 0, box(29, 47, 40, 52)))
	if got := parents(); got != "east<land isle< land< town<east west<land" {
		t.Errorf("stated: %s", got)
	}
}

func TestTerritoriesArePutAllOrNone(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	err := d.store.PutTerritories(t.Context(), append(country(), unit("lost", "atlantis", "", 2, box(0, 0, 1, 1))))
	if err == nil || !strings.Contains(err.Error(), "atlantis (of lost)") {
		t.Errorf("got %v, want the unknown parent named", err)
	}
	if got := ask[int64](d, "select count(*) from territory"); got != 0 {
		t.Errorf("%d territories stored", got)
	}
	d.put(country()...)
	moved := unit("town", "east", "TWN", 3, box(32, 48, 33, 49))
	d.put(moved)
	if got := ask[string](d, "select codes::text || ref_prefix from territory_ladder where code = 'town'"); got != "{land,east,town}TWN" {
		t.Errorf("replaced territory stands at %s", got)
	}
	bow := unit("bow", "", "", 4, json.RawMessage(`{"type":"Polygon","coordinates":[[[0,0],[2,2],[2,0],[0,2],[0,0]]]}`))
	d.put(bow)
	if !ask[bool](d, "select ST_IsValid(geom) and ST_NumGeometries(geom) = 2 from territory where code = 'bow'") {
		t.Error("an outline that crosses itself was stored as it was")
	}
}
