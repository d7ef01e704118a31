package postgres

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"landbank/geo/geotest"
	"landbank/registry"
	"landbank/registry/criteria"
	"landbank/registry/postgres/fixture"
)

func TestSiteGivesItsRecordItsLadderAndItsSource(t *testing.T) {
	t.Parallel()
	store, sites := stocked(t, fixture.Options{Seed: 41, Sites: 50})
	for i := range sites {
		got, err := store.Site(t.Context(), sites[i].Ref)
		if err != nil {
			t.Fatal(err)
		}
		checkDetail(t, &got, &sites[i])
	}
	for _, ref := range []string{"", "tst-2026-000001", "TST-2026-000001 ", "TST-2026-999999", "' or true --"} {
		if _, err := store.Site(t.Context(), ref); !errors.Is(err, registry.ErrNotFound) {
			t.Errorf("%q: got %v, want not found", ref, err)
		}
	}
}

func checkDetail(t *testing.T, got *registry.Detail, want *fixture.Site) {
	t.Helper()
	if got.ID != want.ID || got.Ref != want.Ref || got.Record.Ref != want.Ref || got.Revision != 1 || got.Version != 1 {
		t.Errorf("got %d %s (record %s) version %d at revision %d, want %d %s", got.ID, got.Ref, got.Record.Ref, got.Version, got.Revision, want.ID, want.Ref)
	}
	if string(got.Properties) != string(fixture.Properties(*want)) || got.BBox != want.Shape.Bounds().Array() ||
		!geotest.GeoJSON(t, string(got.Geometry)).Equal(want.Shape) {
		t.Errorf("%s: got properties %s, box %v, geometry %s", want.Ref, got.Properties, got.BBox, got.Geometry)
	}
	name, _ := want.Flat[registry.FieldPosition("name")].(string)
	if got.Record.Names["uk"] != name || got.Record.Facts["kind"].Method != "declared" {
		t.Errorf("%s: got record %+v, want the name %q", want.Ref, got.Record, name)
	}
	if got.Record.Extra != nil {
		t.Errorf("%s: got %v, which is never public", want.Ref, got.Record.Extra)
	}
	if got.Source != fixture.Source || !got.PublishedAt.Equal(fixture.Published) || !got.ImportedAt.Equal(fixture.Published) {
		t.Errorf("%s: got source %+v, published %v, imported %v", want.Ref, got.Source, got.PublishedAt, got.ImportedAt)
	}
	ladder, _ := want.Flat[registry.FieldPosition("territories")].([]string)
	if codes := each(got.Territories, func(t registry.Territory) string { return t.Code }); !slices.Equal(codes, ladder) {
		t.Errorf("%s: got territories %v, want %v", want.Ref, codes, ladder)
	}
	for _, step := range got.Territories {
		if step.Names["en"] != "Territory "+step.Code || step.Level != len(step.Code)/2-1+len(step.Code)%2 {
			t.Errorf("%s: got territory %+v", want.Ref, step)
		}
	}
}

func TestEachVisitsWhatMeetsInTheOrderOfReferences(t *testing.T) {
	t.Parallel()
	store, sites := stocked(t, fixture.Options{Seed: 42, Sites: 1100})
	asker := newAsker(t, 42, sites)
	for _, question := range []criteria.Expr{nil, asker.question(2), criteria.Literal(false)} {
		next := 0
		err := store.Each(t.Context(), question, func(d *registry.Detail) error {
			for next < len(sites) && criteria.Eval(orTrue(question), row(&sites[next])) != criteria.True {
				next++
			}
			if next == len(sites) || d.Ref != sites[next].Ref {
				t.Fatalf("got %s out of its turn", d.Ref)
			}
			checkDetail(t, d, &sites[next])
			next++
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for ; next < len(sites); next++ {
			if criteria.Eval(orTrue(question), row(&sites[next])) == criteria.True {
				t.Errorf("%s was not visited", sites[next].Ref)
			}
		}
	}
}

func TestEachSeesOneRevisionAndStopsWhenTold(t *testing.T) {
	t.Parallel()
	store, sites := stocked(t, fixture.Options{Seed: 43, Sites: 1200})
	visits := 0
	err := store.Each(t.Context(), nil, func(d *registry.Detail) error {
		if visits == 0 {
			raise(t, store, "delete from site_public where id % 2 = 0")
		}
		visits++
		if d.Revision != 1 {
			t.Fatalf("%s: got revision %d, want 1", d.Ref, d.Revision)
		}
		return nil
	})
	if err != nil || visits != len(sites) {
		t.Errorf("got %d visits, %v; want all %d sites of the revision that it began with", visits, err, len(sites))
	}
	stop := errors.New("disk full")
	visits = 0
	err = store.Each(t.Context(), nil, func(*registry.Detail) error {
		if visits++; visits == 7 {
			return stop
		}
		return nil
	})
	if err != stop || visits != 7 {
		t.Errorf("got %v after %d visits, want the visitor's own error after 7", err, visits)
	}
}

func TestTerritoriesCountTheirSites(t *testing.T) {
	t.Parallel()
	store, sites := stocked(t, fixture.Options{Seed: 44, Sites: 200, Towns: 3})
	want := map[string]int64{}
	for i := range sites {
		ladder, _ := sites[i].Flat[registry.FieldPosition("territories")].([]string)
		for _, code := range ladder {
			want[code]++
		}
	}
	got, err := store.Territories(t.Context())
	if err != nil || len(got) != len(want) {
		t.Fatalf("got %d territories, %v; want %d: those with sites and those above", len(got), err, len(want))
	}
	for _, unit := range fixture.Territories() {
		i := slices.IndexFunc(got, func(t registry.Territory) bool { return t.Code == unit.Code })
		alone, outline, err := store.Territory(t.Context(), unit.Code)
		if err != nil {
			t.Fatal(err)
		}
		unit.Sites = want[unit.Code]
		if i >= 0 && !sameTerritory(got[i], unit.Territory) || (i >= 0) != (unit.Sites > 0) || !sameTerritory(alone, unit.Territory) {
			t.Errorf("got %+v alone, %d in the list; want %+v", alone, i, unit.Territory)
		}
		if shape := geotest.GeoJSON(t, string(outline)); shape.Bounds() != unit.Box {
			t.Errorf("%s: got outline %s, want %v", unit.Code, outline, unit.Box)
		}
	}
	if _, _, err := store.Territory(t.Context(), "nowhere"); !errors.Is(err, registry.ErrNotFound) {
		t.Errorf("got %v, want not found", err)
	}
}

func sameTerritory(a, b registry.Territory) bool {
	left, _ := json.Marshal(a)
	right, _ := json.Marshal(b)
	return string(left) == string(right)
}

func TestStockIsWhatIsPublishedNow(t *testing.T) {
	t.Parallel()
	store, sites := stocked(t, fixture.Options{Seed: 45, Sites: 30})
	stock, err := store.Stock(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	bounds := sites[0].Shape.Bounds()
	for i := range sites {
		bounds = bounds.Union(sites[i].Shape.Bounds())
	}
	if stock.Revision != 1 || stock.Sites != 30 || stock.Demonstration != 15 || *stock.Bounds != bounds || stock.ChangedAt.IsZero() {
		t.Errorf("got %+v bounds %v, want 30 sites in %v", stock, stock.Bounds, bounds)
	}
	for n := int64(1); n <= 5; n++ { // every write is seen by the very next read
		raise(t, store, "delete from site_public where id = (select min(id) from site_public)")
		if stock, err = store.Stock(t.Context()); err != nil || stock.Revision != 1+n || stock.Sites != 30-n {
			t.Errorf("got %+v, %v; want revision %d with %d sites", stock, err, 1+n, 30-n)
		}
	}
	// A backup that was put back has an older revision.
	raise(t, store, "update dataset set revision = 1")
	if stock, err = store.Stock(t.Context()); err != nil || stock.Revision != 2 || stock.Sites != 25 {
		t.Errorf("got %+v, %v; want revision 2 with 25 sites", stock, err)
	}
}

func TestReferencesSortByCodePointWhateverTheDatabase(t *testing.T) {
	t.Parallel()
	store, _ := stocked(t, fixture.Options{Sites: 4})
	raise(t, store, `update site_public set ref = (array['a-1', 'B-1', 'Ä-1', 'b-1'])[id]`)
	var refs []string
	if err := store.Each(t.Context(), nil, func(d *registry.Detail) error { refs = append(refs, d.Ref); return nil }); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(refs, " "); got != "B-1 a-1 b-1 Ä-1" {
		t.Errorf("got %s", got)
	}
}
